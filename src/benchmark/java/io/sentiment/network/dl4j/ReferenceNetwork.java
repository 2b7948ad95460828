package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.Preset;

/** The network that engines are compared on, with random weights: the same at every call. */
public final class ReferenceNetwork {

    /** Of the size that training gives embeddings; fresh ones are so small that every text would get about 0.5. */
    private static final int EMBEDDING_SCALE = 20;

    /** Shape of {@link Preset#REFERENCE}, without dropout: libraries draw different random numbers. */
    public static final Architecture ARCHITECTURE = withoutDropout(Preset.REFERENCE.architecture());

    /** Clips no gradient: libtorch would have to do it too. DL4J still computes its norm. */
    public static final TrainingSettings TRAINING = new TrainingSettings(1, 32, 0.001, 1e6, 1, 42);

    private ReferenceNetwork() {}

    /** A new copy, which the caller closes. */
    public static SentimentNetwork create() {
        return create(ARCHITECTURE);
    }

    /** The same for another shape. */
    public static SentimentNetwork create(Architecture architecture) {
        SentimentNetwork network = SentimentNetwork.create(architecture, TRAINING);
        network.layers().embedding().muli(EMBEDDING_SCALE);
        return network;
    }

    private static Architecture withoutDropout(Architecture architecture) {
        return new Architecture(
                architecture.vocabularySize(),
                architecture.embeddingSize(),
                architecture.cell(),
                architecture.hiddenSize(),
                architecture.layers(),
                architecture.bidirectional(),
                architecture.pooling(),
                architecture.maximumLength(),
                0);
    }
}
