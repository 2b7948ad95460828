package io.sentiment.network;

import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Batches of texts of like length, so that little of what is computed is padding. */
public final class LengthBatches {

    private static final int PREDICTION_BATCH_SIZE = 64;

    /** Batches whose texts are sorted together: enough for like lengths, few enough for random company. */
    private static final int BATCHES_IN_POOL = 64;

    private LengthBatches() {}

    /** The probabilities of many texts, in their order, computed shortest first. */
    public static float[] predict(InferenceEngine engine, List<EncodedText> texts) {
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(row -> texts.get(row).length()))
                .toList();
        float[] probabilities = new float[texts.size()];
        for (int start = 0; start < order.size(); start += PREDICTION_BATCH_SIZE) {
            List<Integer> rows = order.subList(start, Math.min(start + PREDICTION_BATCH_SIZE, order.size()));
            float[] batch =
                    engine.positiveProbabilities(rows.stream().map(texts::get).toList());
            for (int index = 0; index < batch.length; index++) {
                probabilities[rows.get(index)] = batch[index];
            }
        }
        return probabilities;
    }

    /** All texts once, in random batches of random order whose texts are of like length. */
    public static List<List<LabelledText>> shuffled(List<LabelledText> texts, int batchSize, Random random) {
        List<LabelledText> shuffled = new ArrayList<>(texts);
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
}
