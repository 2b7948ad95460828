package io.sentiment.network.pretraining;

import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.TrainingDevice;
import java.util.concurrent.CancellationException;

/**
 * Word vectors for the embedding, learnt from the neighbours of each token (Mikolov et al. 2013).
 *
 * <p>Not DL4J's own {@code Word2Vec}: that would add {@code deeplearning4j-nlp} with what it depends on, trains on
 * several threads in no fixed order, and wants words where we have ids. This one gives the same vectors for the same seed.
 * Immutable.
 *
 * @param epochs passes over the corpus
 * @param seed of the first vectors, the order of texts and the negatives
 */
public record WordVectors(int epochs, long seed) implements PretrainingStage {

    /** @throws IllegalArgumentException if the number of epochs is out of its range */
    public WordVectors {
        if (epochs < 1 || epochs > 1_000) {
            throw new IllegalArgumentException("epochs must be from 1 to 1000, but is " + epochs + ".");
        }
    }

    @Override
    public String name() {
        return "word vectors";
    }

    /**
     * Always on the CPU.
     *
     * @throws CancellationException if the listener cancelled it
     */
    @Override
    public void train(
            SentimentNetwork network, TokenCorpus corpus, PretrainingListener listener, TrainingDevice device) {
        int dimension = network.architecture().embeddingSize();
        WordVectorTraining training = new WordVectorTraining(corpus, dimension, seed);
        training.run(epochs, new StageReport(name(), epochs, corpus.tokens(), listener));
        float[] embedding = network.weights().embedding();
        training.copyTo(embedding);
        network.layers().replaceEmbedding(embedding);
    }
}
