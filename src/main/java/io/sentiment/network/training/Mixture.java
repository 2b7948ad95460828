package io.sentiment.network.training;

import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.TrainingSettings.Mixing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Draws the texts of each epoch from several sets. A set that gives fewer texts than it has gives other ones in each
 * epoch; one that gives more gives every text equally often, up to one. What a set cannot give, because no text is drawn
 * more than {@value #MOST_REPEATS} times in an epoch, the others give.
 */
final class Mixture {

    static final int MOST_REPEATS = 4;

    /** Batches whose texts are sorted together: enough for like lengths, few enough for random company. */
    private static final int BATCHES_IN_POOL = 64;

    private final List<List<LabelledText>> sets;
    private final int[] counts;

    Mixture(List<List<LabelledText>> sets, Mixing mixing) {
        this.sets = sets;
        this.counts = counts(sets.stream().mapToInt(List::size).toArray(), mixing);
    }

    /** How many texts an epoch has. */
    int size() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The texts of an epoch in random batches of random order. The texts of a batch are of like length, so that little of
     * what is computed is padding.
     */
    List<List<LabelledText>> batches(int batchSize, Random random) {
        List<LabelledText> shuffled = draw(random);
        Collections.shuffle(shuffled, random);
        List<List<LabelledText>> batches = new ArrayList<>();
        int poolSize = batchSize * BATCHES_IN_POOL;
        for (int start = 0; start < shuffled.size(); start += poolSize) {
            List<LabelledText> pool = shuffled.subList(start, Math.min(start + poolSize, shuffled.size()));
            pool.sort(Comparator.comparingInt(labelled -> labelled.text().length()));
            for (int from = 0; from < pool.size(); from += batchSize) {
                batches.add(pool.subList(from, Math.min(from + batchSize, pool.size())));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** The texts of an epoch, set by set. */
    List<LabelledText> draw(Random random) {
        List<LabelledText> drawn = new ArrayList<>(size());
        for (int set = 0; set < counts.length; set++) {
            List<LabelledText> texts = sets.get(set);
            int count = counts[set];
            for (; count >= texts.size() && !texts.isEmpty(); count -= texts.size()) {
                drawn.addAll(texts);
            }
            if (count > 0) {
                List<LabelledText> shuffled = new ArrayList<>(texts);
                Collections.shuffle(shuffled, random);
                drawn.addAll(shuffled.subList(0, count));
            }
        }
        return drawn;
    }

    /** How many texts each set gives, of {@code sizes} texts. */
    static int[] counts(int[] sizes, Mixing mixing) {
        long all = Arrays.stream(sizes).asLongStream().sum();
        long left = mixing.rowsPerEpoch() == 0 ? all : Math.min(all, mixing.rowsPerEpoch());
        double[] weights = Arrays.stream(sizes)
                .mapToDouble(size -> size == 0 ? 0 : Math.pow(size, 1 / mixing.mixingTemperature()))
                .toArray();
        int[] counts = new int[sizes.length];
        // The sets that reach their bound first are settled first, so that the others share what is left.
        Integer[] order = new Integer[sizes.length];
        Arrays.setAll(order, set -> set);
        Arrays.sort(
                order,
                (first, second) -> Double.compare(
                        weights[second] / Math.max(1, sizes[second]), weights[first] / Math.max(1, sizes[first])));
        double weightLeft = Arrays.stream(weights).sum();
        for (int set : order) {
            if (sizes[set] > 0) {
                long share = Math.round(left * weights[set] / weightLeft);
                counts[set] = (int) Math.min(share, (long) MOST_REPEATS * sizes[set]);
                left -= counts[set];
                weightLeft -= weights[set];
            }
        }
        return counts;
    }
}
