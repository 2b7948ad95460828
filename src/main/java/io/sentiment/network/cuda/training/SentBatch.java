package io.sentiment.network.cuda.training;

import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.cuda.driver.HostMemory;
import io.sentiment.network.onednn.Owned;
import io.sentiment.text.EncodedText;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.List;

/** A batch on its way to the device, and where it is there. Owns the memory until {@link #close()}. */
final class SentBatch implements AutoCloseable {

    private final Owned owned = new Owned();
    private final CudaTrainingSettings settings;
    private final CudaStream stream;
    private final HostMemory host;
    private final DeviceMemory device;
    private final TokenPlaces places;

    SentBatch(CudaContext context, CudaStream stream, int vocabularySize, CudaTrainingSettings settings) {
        this.settings = settings;
        this.stream = stream;
        places = new TokenPlaces(vocabularySize, settings.rows() * settings.steps());
        long words = words(settings.rows(), settings.steps());
        try {
            host = owned.add(new HostMemory(context, Math.toIntExact(Integer.BYTES * words)));
            device = owned.add(DeviceMemory.ofWords(context, words));
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** Words of four bytes that a batch takes at most. */
    static long words(int rows, int steps) {
        return new Shape(rows, steps).end();
    }

    /** Sends a batch in a shape in which it fits; what sends another waits until the device has this one. */
    Addresses send(CudaBatch batch, int rows, int steps) {
        stream.await();
        Shape shape = new Shape(rows, steps);
        places.find(batch.texts(), rows);
        ByteBuffer bytes = host.bytes();
        bytes.clear();
        new UpdateValues(settings, batch, places).write(bytes);
        IntBuffer words = bytes.clear().asIntBuffer();
        writeRows(batch, shape, words);
        writeTokens(batch.texts(), shape, words);
        places.writePlaces(words.position(shape.places()));
        places.writeStarts(words.position(shape.starts()));
        places.writeTokens(words.position(shape.tokenOf()));
        places.writeFirsts(words.position(shape.firsts()));
        stream.copy(host, device.address(), (long) Integer.BYTES * shape.end());
        return new Addresses(device, shape);
    }

    private static void writeRows(CudaBatch batch, Shape shape, IntBuffer words) {
        List<EncodedText> texts = batch.texts();
        float[] weights = batch.weights();
        for (int row = 0; row < shape.rows(); row++) {
            boolean there = row < texts.size();
            words.put(shape.lengths() + row, there ? texts.get(row).length() : 0);
            words.put(shape.origins() + row, there ? batch.origins()[row] : -1);
            float weight = weights != null && there ? weights[row] : 1;
            words.put(shape.targets() + row, Float.floatToRawIntBits(there ? batch.targets()[row] : 0));
            words.put(shape.weights() + row, Float.floatToRawIntBits(weight));
        }
    }

    /** What is behind the end of a text is read by nobody. */
    private static void writeTokens(List<EncodedText> texts, Shape shape, IntBuffer words) {
        for (int row = 0; row < texts.size(); row++) {
            words.position(shape.tokens() + row * shape.steps())
                    .put(texts.get(row).tokenIds());
        }
    }

    @Override
    public void close() {
        owned.close();
    }

    /** Where the parts of a batch begin, in words. */
    private record Shape(int rows, int steps) {

        int lengths() {
            return UpdateValues.WORDS;
        }

        int origins() {
            return lengths() + rows;
        }

        int targets() {
            return origins() + rows;
        }

        int weights() {
            return targets() + rows;
        }

        int tokens() {
            return weights() + rows;
        }

        int places() {
            return tokens() + rows * steps;
        }

        int starts() {
            return places() + rows * steps;
        }

        int tokenOf() {
            return starts() + rows * steps + 1;
        }

        int firsts() {
            return tokenOf() + rows * steps;
        }

        int end() {
            return firsts() + rows * steps + 1;
        }
    }

    /** Addresses of a batch on the device, the same for each batch of a shape. */
    record Addresses(
            int rows,
            int steps,
            long update,
            long lengths,
            long origins,
            long targets,
            long weights,
            long tokens,
            long places,
            long starts,
            long tokenOf,
            long firsts) {

        private Addresses(DeviceMemory device, Shape shape) {
            this(
                    shape.rows(),
                    shape.steps(),
                    device.address(),
                    device.word(shape.lengths()),
                    device.word(shape.origins()),
                    device.word(shape.targets()),
                    device.word(shape.weights()),
                    device.word(shape.tokens()),
                    device.word(shape.places()),
                    device.word(shape.starts()),
                    device.word(shape.tokenOf()),
                    device.word(shape.firsts()));
        }
    }
}
