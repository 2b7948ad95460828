package io.sentiment.network.training;

import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.Continuity;
import io.sentiment.network.dl4j.TrainingSettings;
import java.util.List;
import java.util.Random;

/** Where the batches of each epoch come from. */
interface BatchSource {

    /** The batches that the settings ask for. */
    static BatchSource of(TrainingTexts texts, TrainingSettings settings) {
        Mixture mixture = new Mixture(texts.training(), settings.mixing());
        return settings.continuity().equals(Continuity.NONE)
                ? new OfWholeTexts(mixture, settings.batchSize())
                : new PieceBatches(mixture, settings.batchSize(), settings.continuity());
    }

    /** The batches of the next epoch, to be gone through once. */
    Iterable<Batch> draw(Random random);

    /** How many texts an epoch has. */
    int texts();

    /** How many texts of an epoch are left out because they fill no batch. */
    int leftOut();

    /** How many batches an epoch has, or about that many. */
    long batches();

    /** Texts in random batches of like length. */
    record OfWholeTexts(Mixture mixture, int batchSize) implements BatchSource {

        @Override
        public Iterable<Batch> draw(Random random) {
            List<List<LabelledText>> batches = mixture.batches(batchSize, random);
            return () -> batches.stream().map(Batch::of).iterator();
        }

        @Override
        public int texts() {
            return mixture.size();
        }

        @Override
        public int leftOut() {
            return 0;
        }

        @Override
        public long batches() {
            return (mixture.size() + batchSize - 1L) / batchSize;
        }
    }
}
