package io.sentiment.network.dl4j;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arrays as streams of their length and their floats, a part at a time so that the heap may be small. */
public final class FloatStream {

    private static final int PART = 1 << 18;

    private FloatStream() {}

    public static void write(INDArray array, DataOutputStream stream) throws IOException {
        INDArray row = array.reshape(array.length());
        stream.writeLong(row.length());
        ByteBuffer bytes = ByteBuffer.allocate(PART * Float.BYTES);
        for (long start = 0; start < row.length(); start += PART) {
            float[] part = part(row, start).toFloatVector();
            bytes.clear().asFloatBuffer().put(part);
            stream.write(bytes.array(), 0, part.length * Float.BYTES);
        }
    }

    /** Fills {@code array}, which must have the length that was written. */
    public static void read(DataInputStream stream, INDArray array) throws IOException {
        INDArray row = array.reshape(array.length());
        long length = stream.readLong();
        if (length != row.length()) {
            throw new IOException("The stream holds " + length + " numbers instead of " + row.length() + ".");
        }
        byte[] bytes = new byte[PART * Float.BYTES];
        for (long start = 0; start < length; start += PART) {
            INDArray target = part(row, start);
            float[] part = new float[(int) target.length()];
            stream.readFully(bytes, 0, part.length * Float.BYTES);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(part);
            try (INDArray values = Nd4j.createFromArray(part)) {
                target.assign(values);
            }
        }
    }

    private static INDArray part(INDArray row, long start) {
        return row.get(NDArrayIndex.interval(start, Math.min(start + PART, row.length())));
    }
}
