package io.sentiment.benchmark.gpu;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.cuda.CudaSettings;
import io.sentiment.network.cuda.DeviceMemoryException;
import io.sentiment.network.cuda.LeastMemory;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.text.EncodedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Whether networks of every kind answer on the GPU what double precision gives: with cuBLAS and without, with a table of
 * projected tokens and without, texts of many lengths in batches of many sizes, and texts that are read on from a state.
 */
final class Correctness {

    private static final long ENOUGH_BYTES = 1L << 30;
    private static final List<Integer> BATCHES = List.of(1, 3, 33, 130);

    private final Gpu gpu;
    private final Figures figures;
    private int failures;

    Correctness(Gpu gpu, Figures figures) {
        this.gpu = gpu;
        this.figures = figures;
    }

    /** How far probabilities may be from double precision. */
    static double tolerance(Precision precision) {
        return precision == Precision.FP32 ? 1e-5 : precision == Precision.FP16 ? 1e-3 : 1e-2;
    }

    /** How often an engine failed or was further off than its precision allows. */
    int run() throws IOException {
        List<Kind> kinds = kinds();
        figures.check("| network | " + kinds.stream().map(Kind::name).collect(Collectors.joining(" | ")) + " |\n|---|"
                + "---:|".repeat(kinds.size()));
        for (Architecture architecture : architectures()) {
            check(architecture, kinds);
        }
        return failures;
    }

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (Precision precision : List.of(Precision.FP32, Precision.FP16)) {
            kinds.add(new Kind(precision, true, true));
            kinds.add(new Kind(precision, false, true));
            kinds.add(new Kind(precision, false, false));
        }
        return kinds;
    }

    /** Each combination that differs, in sizes that are multiples of nothing, and some larger ones. */
    private static List<Architecture> architectures() {
        List<Architecture> all = new ArrayList<>();
        for (Cell cell : Cell.values()) {
            for (int layers : new int[] {1, 2, 3}) {
                for (boolean bidirectional : new boolean[] {false, true}) {
                    for (Pooling pooling : layers < 3 ? Pooling.values() : new Pooling[] {Pooling.LAST}) {
                        all.add(new Architecture(40, 5, cell, 7, layers, bidirectional, pooling, 9, 0));
                    }
                }
            }
        }
        all.add(new Architecture(70, 20, Cell.LSTM, 260, 2, true, 12, 0));
        all.add(new Architecture(500, 64, Cell.LSTM, 128, 1, true, Pooling.MAX, 400, 0));
        all.add(new Architecture(40, 5, Cell.LSTM, 7, 2, false, 600, 0));
        all.add(new Architecture(2000, 512, Cell.LSTM, 1024, 1, false, 25, 0));
        return all;
    }

    private void check(Architecture architecture, List<Kind> kinds) throws IOException {
        RandomNetwork random = new RandomNetwork(architecture, 5);
        NetworkWeights weights = random.weights();
        List<EncodedText> texts =
                random.raggedTexts(BATCHES.stream().mapToInt(Integer::intValue).sum());
        double[] expected = new DoublePrecision(weights).positiveProbabilities(texts);
        StringBuilder row = new StringBuilder("| ").append(describe(architecture));
        for (Kind kind : kinds) {
            row.append(" | ").append(difference(weights, kind, texts, expected));
        }
        figures.check(row.append(" |").toString());
    }

    private String difference(NetworkWeights weights, Kind kind, List<EncodedText> texts, double[] expected) {
        try (InferenceEngine engine = gpu.open(weights, kind.settings(weights.architecture()))) {
            double largest = 0;
            int first = 0;
            for (int batch : BATCHES) {
                largest = Math.max(
                        largest,
                        largest(
                                engine.positiveProbabilities(texts.subList(first, first + batch)),
                                Arrays.copyOfRange(expected, first, first + batch)));
                first += batch;
            }
            if (weights.architecture().carriesState()) {
                largest = Math.max(largest, largest(inTwoPieces(engine, texts), expected));
            }
            if (largest <= tolerance(kind.precision)) {
                return String.format(Locale.ROOT, "%.1e", largest);
            }
            failures++;
            return String.format(Locale.ROOT, "**%.1e**", largest);
        } catch (CudaException | DeviceMemoryException failure) {
            failures++;
            return "**" + failure.getMessage() + "**";
        }
    }

    /** What texts get that are read up to some token, and then on from there in batches with texts that just begin. */
    private static float[] inTwoPieces(InferenceEngine engine, List<EncodedText> texts) {
        Random random = new Random(3);
        List<Piece> beginnings = new ArrayList<>();
        int[] cuts = new int[texts.size()];
        for (int text = 0; text < cuts.length; text++) {
            cuts[text] = random.nextInt(texts.get(text).length());
            if (cuts[text] > 0) {
                beginnings.add(new Piece(part(texts.get(text), 0, cuts[text]), null, true));
            }
        }
        List<Reading> read = engine.read(beginnings);
        List<Piece> ends = new ArrayList<>();
        int next = 0;
        for (int text = 0; text < cuts.length; text++) {
            EncodedText end = part(texts.get(text), cuts[text], texts.get(text).length());
            ends.add(cuts[text] > 0 ? new Piece(end, read.get(next++).after(), false) : Piece.whole(end));
        }
        List<Reading> answers = engine.read(ends);
        float[] probabilities = new float[answers.size()];
        for (int text = 0; text < probabilities.length; text++) {
            probabilities[text] = answers.get(text).positive();
        }
        return probabilities;
    }

    private static EncodedText part(EncodedText text, int from, int to) {
        return new EncodedText(Arrays.copyOfRange(text.tokenIds(), from, to), to - from, 0, false);
    }

    /** Infinite if any is no number. */
    static double largest(float[] actual, double[] expected) {
        double largest = 0;
        for (int row = 0; row < expected.length; row++) {
            double difference = Math.abs(actual[row] - expected[row]);
            largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
        }
        return largest;
    }

    private static String describe(Architecture architecture) {
        return "%s, %d × %d of %d, %s, %s, %d tokens"
                .formatted(
                        architecture.cell(),
                        architecture.layers(),
                        architecture.hiddenSize(),
                        architecture.embeddingSize(),
                        architecture.bidirectional() ? "both directions" : "forwards",
                        architecture.pooling(),
                        architecture.maximumLength());
    }

    /**
     * A way to compute.
     *
     * @param cublas whether products are those of cuBLAS
     * @param roomy whether there is memory for a table and many rows
     */
    private record Kind(Precision precision, boolean cublas, boolean roomy) {

        String name() {
            return precision + (cublas ? ", cuBLAS" : "") + (roomy ? "" : ", least memory");
        }

        CudaSettings settings(Architecture architecture) {
            return new CudaSettings(roomy ? ENOUGH_BYTES : LeastMemory.of(architecture, precision), cublas, precision);
        }
    }
}
