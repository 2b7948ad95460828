package io.sentiment.benchmark.gpu;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.NetworkWeights.Direction;
import io.sentiment.network.Preset;
import io.sentiment.text.EncodedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The network and the texts that are timed, and what double precision answers to some of the texts. Immutable. */
final class ReferenceCase {

    private static final int MOST_TEXTS = 8192;

    /** Texts up to this, and each that follows at this distance, are checked. */
    private static final int CHECKED = 32;

    private static final int DISTANCE = 128;

    private final NetworkWeights weights;
    private final List<EncodedText> texts;
    private final int[] checked;
    private final double[] expected;

    ReferenceCase() {
        Architecture preset = Preset.REFERENCE.architecture();
        // Libraries draw different random numbers.
        Architecture architecture = new Architecture(
                preset.vocabularySize(),
                preset.embeddingSize(),
                preset.cell(),
                preset.hiddenSize(),
                preset.layers(),
                preset.bidirectional(),
                preset.pooling(),
                preset.maximumLength(),
                0);
        RandomNetwork random = new RandomNetwork(architecture, 7);
        weights = random.weights();
        texts = random.fullTexts(MOST_TEXTS);
        checked = IntStream.range(0, MOST_TEXTS)
                .filter(row -> row < CHECKED || row % DISTANCE == 0)
                .toArray();
        expected = new DoublePrecision(weights)
                .positiveProbabilities(
                        IntStream.of(checked).mapToObj(texts::get).toList());
    }

    NetworkWeights weights() {
        return weights;
    }

    List<EncodedText> texts(int count) {
        return texts.subList(0, count);
    }

    /** The largest difference from double precision of the answers to that many texts. */
    double difference(float[] probabilities) {
        int count = (int)
                IntStream.of(checked).filter(row -> row < probabilities.length).count();
        float[] compared = new float[count];
        double[] wanted = new double[count];
        for (int index = 0; index < count; index++) {
            compared[index] = probabilities[checked[index]];
            wanted[index] = expected[index];
        }
        return Correctness.largest(compared, wanted);
    }

    /** Writes everything as numbers of 4 and 8 bytes, the lowest byte first, for {@code torch_lstm.py}. */
    void writeTo(Path folder) throws IOException {
        Architecture architecture = weights.architecture();
        Direction layer = weights.layers().get(0).get(0);
        write(
                folder.resolve("sizes.bin"),
                architecture.vocabularySize(),
                architecture.embeddingSize(),
                architecture.hiddenSize(),
                architecture.maximumLength(),
                texts.size());
        write(folder.resolve("embedding.bin"), weights.embedding());
        write(folder.resolve("input.bin"), layer.input());
        write(folder.resolve("recurrent.bin"), layer.recurrent());
        write(folder.resolve("bias.bin"), layer.bias());
        float[] dense = Arrays.copyOf(weights.dense(), weights.dense().length + 1);
        dense[dense.length - 1] = weights.denseBias();
        write(folder.resolve("dense.bin"), dense);
        write(
                folder.resolve("tokens.bin"),
                texts.stream()
                        .flatMapToInt(text -> IntStream.of(text.tokenIds()))
                        .toArray());
        write(folder.resolve("rows.bin"), checked);
        byte[] bytes = new byte[expected.length * Double.BYTES];
        little(bytes).asDoubleBuffer().put(expected);
        Files.write(folder.resolve("expected.bin"), bytes);
    }

    private static void write(Path file, int... values) throws IOException {
        byte[] bytes = new byte[values.length * Integer.BYTES];
        little(bytes).asIntBuffer().put(values);
        Files.write(file, bytes);
    }

    private static void write(Path file, float[] values) throws IOException {
        byte[] bytes = new byte[values.length * Float.BYTES];
        little(bytes).asFloatBuffer().put(values);
        Files.write(file, bytes);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
