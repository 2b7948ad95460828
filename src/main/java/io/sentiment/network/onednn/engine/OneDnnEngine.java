package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.DenseLayers;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.matrix.RowCounts;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes a network with oneDNN on x86-64 CPUs. Its threads share out the hidden units of a wide network and the texts
 * of a narrow one. Several engines may compute at the same time.
 */
public final class OneDnnEngine implements InferenceEngine {

    /**
     * More threads would each need many texts, and layers that are stacked memory for each token: those compute every batch
     * together.
     */
    private static final int MOST_LANES = 4;

    private final Architecture architecture;
    private final DenseLayers denseLayers;
    private final Division division;
    private final List<InferenceEngine> lanes = new ArrayList<>();

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
        denseLayers = new DenseLayers(weights);
        // A buffer of the JDK addresses 2 GB.
        boolean table = TokenTables.bytes(architecture, settings.precision())
                <= Math.min(settings.tableBytes(), Integer.MAX_VALUE);
        division = Division.of(weights, settings, table);
        try {
            for (int lane = 0; lane < lanes(settings.threads()); lane++) {
                lanes.add(new OneDnnEngine(architecture, denseLayers, division.lane()));
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    private OneDnnEngine(Architecture architecture, DenseLayers denseLayers, Division lane) {
        this.architecture = architecture;
        this.denseLayers = denseLayers;
        division = lane;
    }

    /** Whether the engine can compute such a network: its embedding must fit a buffer of the JDK. */
    public static boolean computes(Architecture architecture) {
        return EmbeddingMemory.bytes(architecture) <= Integer.MAX_VALUE;
    }

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        List<Reading> readings = read(texts.stream().map(Piece::whole).toList());
        float[] probabilities = new float[readings.size()];
        for (int text = 0; text < probabilities.length; text++) {
            probabilities[text] = readings.get(text).positive();
        }
        return probabilities;
    }

    @Override
    public List<Reading> read(List<Piece> pieces) {
        pieces.forEach(architecture::requireReadable);
        Piece[] left = new Piece[pieces.size()];
        for (int piece = 0; piece < left.length; piece++) {
            left[piece] = lastSection(pieces.get(piece));
        }
        int[] order = IntStream.range(0, left.length)
                .boxed()
                .sorted(Comparator.comparingInt(piece -> -left[piece].text().length()))
                .mapToInt(Integer::intValue)
                .toArray();
        Reading[] readings = new Reading[left.length];
        for (int first = 0; first < order.length; ) {
            int end = end(left, order, first);
            int[] rows = Arrays.copyOfRange(order, first, end);
            division.compute(new SortedBatch(
                    Arrays.stream(rows).mapToObj(row -> left[row]).toList()));
            for (int row = 0; row < rows.length; row++) {
                readings[rows[row]] = reading(row, left[rows[row]].kept());
            }
            first = end;
        }
        return List.of(readings);
    }

    @Override
    public List<InferenceEngine> lanes() {
        return List.copyOf(lanes);
    }

    @Override
    public void close() {
        lanes.forEach(InferenceEngine::close);
        division.close();
    }

    /**
     * What is left of a piece after those of its sections were read that are as long as a text of a batch may be: where layers
     * are stacked, memory for each token bounds that.
     */
    private Piece lastSection(Piece piece) {
        int longest = Division.longest(architecture);
        Piece left = piece;
        while (left.text().length() > longest) {
            division.compute(new SortedBatch(List.of(new Piece(section(left, 0, longest), left.before(), true))));
            left = new Piece(section(left, longest, left.text().length()), division.after(0), piece.kept());
        }
        return left;
    }

    private static EncodedText section(Piece piece, int from, int to) {
        int[] ids = Arrays.copyOfRange(piece.text().tokenIds(), from, to);
        return new EncodedText(ids, ids.length, 0, false);
    }

    private Reading reading(int row, boolean kept) {
        float[] sums = new float[denseLayers.firstSize()];
        division.addSums(row, sums);
        float logOdds = denseLayers.logOddsOfSums(sums);
        return new Reading((float) (1 / (1 + Math.exp(-logOdds))), kept ? division.after(row) : null);
    }

    private int lanes(int threads) {
        return architecture.layers() == 1 && threads > 1 && threads <= MOST_LANES ? threads : 0;
    }

    /** Where the batch ends that begins with {@code order[first]}. */
    private int end(Piece[] pieces, int[] order, int first) {
        int end = first;
        long tokens = 0;
        do {
            tokens += pieces[order[end]].text().length();
            end++;
        } while (end < order.length
                && end - first < RowCounts.LARGEST
                && tokens + pieces[order[end]].text().length() <= Division.tokens(architecture));
        return end;
    }
}
