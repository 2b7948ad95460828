package io.sentiment.network.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.dl4j.PaddedBatch;
import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.network.training.AdversarialPass.Perturbation;
import io.sentiment.text.EncodedText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Texts as the passes of an update read them, and what changes their embeddings: all that follows from the settings and
 * the seeds. For one update. Owns its arrays.
 */
final class RegularisedTexts implements AutoCloseable {

    private final List<EncodedText> texts;
    private final PaddedBatch padded;
    private final @Nullable INDArray tokenScale;
    private final @Nullable INDArray columnScale;
    private final INDArray lengths;
    private final @Nullable INDArray sides;
    private final @Nullable Perturbation perturbation;

    RegularisedTexts(
            List<EncodedText> whole, Regularisation regularisation, UpdateSeeds seeds, Architecture architecture) {
        InputDropout dropout = new InputDropout(regularisation, seeds);
        texts = dropout.withUnknownWords(whole);
        padded = new PaddedBatch(texts, architecture);
        tokenScale = dropout.tokenScale(texts, architecture.vocabularySize());
        columnScale = dropout.columnScale(texts.size(), architecture.embeddingSize());
        lengths = lengths(texts);
        sides = regularisation.virtualAdversarial() > 0 ? sides(texts.size(), seeds.sides()) : null;
        double norm = sides == null ? regularisation.adversarial() : regularisation.virtualAdversarial();
        perturbation = norm > 0 ? new Perturbation(norm, lengths, sides) : null;
    }

    List<EncodedText> texts() {
        return texts;
    }

    PaddedBatch padded() {
        return padded;
    }

    /** Lets the embedding change these texts' vectors from now on, before this is closed. */
    void enter(RegularisedEmbedding embedding) {
        embedding.scale(tokenScale, columnScale);
        embedding.perturb(perturbation);
    }

    private static INDArray lengths(List<EncodedText> texts) {
        float[] lengths = new float[texts.size()];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = texts.get(row).length();
        }
        return Nd4j.createFromArray(lengths);
    }

    /** 1 or -1 for each text [batch]. */
    private static INDArray sides(int texts, long seed) {
        Draws coin = new Draws(seed, 0.5);
        float[] sides = new float[texts];
        for (int row = 0; row < texts; row++) {
            sides[row] = coin.scale(row) - 1;
        }
        return Nd4j.createFromArray(sides);
    }

    @Override
    public void close() {
        padded.close();
        if (perturbation != null) {
            perturbation.close();
        }
        lengths.close();
        close(tokenScale);
        close(columnScale);
        close(sides);
    }

    private static void close(@Nullable INDArray array) {
        if (array != null) {
            array.close();
        }
    }
}
