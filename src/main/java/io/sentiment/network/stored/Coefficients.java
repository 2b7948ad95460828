package io.sentiment.network.stored;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.UnreadableNetworkException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All weights and biases of a network as ND4J writes an array: a header and numbers for its shape, a header and big-endian
 * floats. DL4J keeps the parameters of the layers one after the other, each matrix column after column. For one reading.
 */
final class Coefficients {

    /** ND4J's name of an array whose length has 64 bits. */
    private static final String LAYOUT = "MIXED_DATA_TYPES";

    /** ND4J's sign for floats among the numbers of a shape. */
    private static final long FLOAT = 1 << 13;

    /** Of one matrix, which is an array of Java. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    /** Floats that are read at a time. */
    private static final int PART = 1 << 16;

    private final Architecture architecture;
    private final DataInputStream stream;
    private final byte[] bytes = new byte[PART * Float.BYTES];

    Coefficients(Architecture architecture, InputStream stream) {
        this.architecture = architecture;
        this.stream = new DataInputStream(stream);
    }

    /**
     * @throws IOException if the stream cannot be read
     * @throws UnreadableNetworkException if it holds other than the weights of that architecture, all of them finite
     */
    NetworkWeights read() throws IOException {
        requireExpectedHeader();
        try {
            float[] embedding = matrix(architecture.vocabularySize(), architecture.embeddingSize());
            List<List<NetworkWeights.Direction>> layers = new ArrayList<>();
            for (int layer = 0; layer < architecture.layers(); layer++) {
                List<NetworkWeights.Direction> directions = new ArrayList<>();
                for (int direction = 0; direction < architecture.directions(); direction++) {
                    directions.add(direction(architecture.inputSize(layer)));
                }
                layers.add(directions);
            }
            int values = architecture.particularsOrNone().denseSize();
            NetworkWeights.Dense between = values == 0
                    ? null
                    : new NetworkWeights.Dense(matrix(architecture.readSize(), values), floats(values));
            float[] dense = floats(architecture.denseInputSize());
            return new NetworkWeights(architecture, embedding, layers, between, dense, floats(1)[0]);
        } catch (EOFException e) {
            throw new UnreadableNetworkException(
                    "The network file's " + NetworkFile.COEFFICIENTS + " ends too early.", e);
        }
    }

    private NetworkWeights.Direction direction(int inputs) throws IOException {
        int hidden = architecture.hiddenSize();
        int columns = architecture.cell().matrices() * hidden;
        return new NetworkWeights.Direction(matrix(inputs, columns), matrix(hidden, columns), floats(columns));
    }

    /** The header of a row of as many floats as the architecture has parameters: its rank, length, stride and order. */
    private void requireExpectedHeader() throws IOException {
        long count = architecture.parameters();
        long[] shape = {1, count, 1, FLOAT, 1, 'c'};
        if (!hasHeader(shape, count)) {
            throw new UnreadableNetworkException("The network file's " + NetworkFile.COEFFICIENTS
                    + " does not hold the " + count + " floats that its architecture has.");
        }
    }

    private boolean hasHeader(long[] shape, long count) throws IOException {
        try {
            if (!hasArray("LONG", shape.length)) {
                return false;
            }
            for (long expected : shape) {
                if (stream.readLong() != expected) {
                    return false;
                }
            }
            return hasArray("FLOAT", count);
        } catch (EOFException | UTFDataFormatException e) {
            return false;
        }
    }

    private boolean hasArray(String type, long length) throws IOException {
        return stream.readUTF().equals(LAYOUT)
                && stream.readLong() == length
                && stream.readUTF().equals(type);
    }

    /** A matrix row after row. As many columns at a time as fit the buffer, so that rows are written in pieces. */
    private float[] matrix(int rows, int columns) throws IOException {
        if ((long) rows * columns > LARGEST) {
            throw new UnreadableNetworkException("The network has a matrix of " + rows + " × " + columns
                    + " weights, but at most " + LARGEST + " are read.");
        }
        float[] matrix = new float[rows * columns];
        int width = Math.max(1, Math.min(columns, PART * 8 / rows));
        float[] band = new float[width * rows];
        for (int first = 0; first < columns; first += width) {
            int taken = Math.min(width, columns - first);
            fill(band, taken * rows);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < taken; column++) {
                    matrix[row * columns + first + column] = band[column * rows + row];
                }
            }
        }
        return matrix;
    }

    private float[] floats(int length) throws IOException {
        float[] values = new float[length];
        fill(values, length);
        return values;
    }

    private void fill(float[] values, int length) throws IOException {
        for (int start = 0; start < length; start += PART) {
            int part = Math.min(PART, length - start);
            stream.readFully(bytes, 0, part * Float.BYTES);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values, start, part);
        }
        for (int index = 0; index < length; index++) {
            if (!Float.isFinite(values[index])) {
                throw new UnreadableNetworkException("The network file has weights that are not finite.");
            }
        }
    }
}
