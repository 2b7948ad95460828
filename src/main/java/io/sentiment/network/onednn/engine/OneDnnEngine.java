package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;
import io.sentiment.text.EncodedText;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes a network with oneDNN on x86-64 CPUs. Its threads share out the hidden units of a wide network and the texts
 * of a narrow one. Several engines may compute at the same time.
 */
public final class OneDnnEngine implements InferenceEngine {

    private final Architecture architecture;
    private final float denseBias;
    private final Division division;

    /**
     * Packs the weights, which takes about as long as a few hundred predictions; the arrays are not needed afterwards.
     *
     * @throws IllegalStateException if this machine has no oneDNN or not the precision
     * @throws OutOfMemoryError if native memory does not suffice
     */
    public OneDnnEngine(NetworkWeights weights, OneDnnSettings settings) {
        if (!OneDnn.precisions().contains(settings.precision())) {
            throw new IllegalStateException("This machine has no oneDNN for " + settings.precision() + ".");
        }
        architecture = weights.architecture();
        denseBias = weights.denseBias();
        // A buffer of the JDK addresses 2 GB.
        boolean table = tableBytes(architecture) <= Math.min(settings.tableBytes(), Integer.MAX_VALUE);
        division = Division.of(weights, settings, table);
    }

    /** Whether the engine can compute such a network: its embedding must fit a buffer of the JDK. */
    public static boolean computes(Architecture architecture) {
        return EmbeddingMemory.bytes(architecture) <= Integer.MAX_VALUE;
    }

    /** Bytes of the look-up table of the first layer. */
    public static long tableBytes(Architecture architecture) {
        long columns = (long) architecture.directions() * architecture.cell().matrices() * architecture.hiddenSize();
        return FloatRows.bytes(architecture.vocabularySize(), columns);
    }

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        texts.forEach(architecture::requireReadable);
        int[] order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(text -> -texts.get(text).length()))
                .mapToInt(Integer::intValue)
                .toArray();
        float[] probabilities = new float[order.length];
        for (int first = 0; first < order.length; ) {
            int end = end(texts, order, first);
            int[] rows = Arrays.copyOfRange(order, first, end);
            division.compute(
                    new SortedBatch(Arrays.stream(rows).mapToObj(texts::get).toList()));
            for (int row = 0; row < rows.length; row++) {
                probabilities[rows[row]] = probability(row);
            }
            first = end;
        }
        return probabilities;
    }

    @Override
    public void close() {
        division.close();
    }

    private float probability(int row) {
        float sum = denseBias + division.sum(row);
        return (float) (1 / (1 + Math.exp(-sum)));
    }

    /** Where the batch ends that begins with {@code order[first]}. */
    private int end(List<EncodedText> texts, int[] order, int first) {
        int end = first;
        long tokens = 0;
        do {
            tokens += texts.get(order[end]).length();
            end++;
        } while (end < order.length
                && end - first < RowCounts.LARGEST
                && tokens + texts.get(order[end]).length() <= Division.tokens(architecture));
        return end;
    }
}
