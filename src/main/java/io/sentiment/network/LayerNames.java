package io.sentiment.network;

/** The names of a network's layers in DL4J's files and in summaries, where there are any as Keras gives them. */
public final class LayerNames {

    /** The embedding. */
    public static final String EMBEDDING = "embedding";

    /** The dense layer between the pooled states and the one that answers. */
    public static final String BETWEEN = "dense_between";

    /** The layer that answers. */
    public static final String DENSE = "dense";

    private LayerNames() {}

    /** Recurrent layer {@code layer} (from 0), as Keras numbers them: lstm, lstm_1, lstm_2. */
    public static String recurrent(Architecture architecture, int layer) {
        String cell = architecture.cell().label().replace('-', '_');
        return layer == 0 ? cell : cell + "_" + layer;
    }

    /**
     * One direction of a recurrent layer.
     *
     * @param layer from 0
     * @param direction 0 forwards, 1 backwards
     */
    public static String recurrent(Architecture architecture, int layer, int direction) {
        String name = recurrent(architecture, layer);
        if (!architecture.bidirectional()) {
            return name;
        }
        return name + (direction == 0 ? "_forward" : "_backward");
    }

    /** What reverses the texts that a direction of a bidirectional layer reads. */
    public static String reversed(Architecture architecture, int layer) {
        return recurrent(architecture, layer) + "_reversed";
    }

    /** What gives the states of the backward direction the order of the text again. */
    public static String restored(Architecture architecture, int layer) {
        return recurrent(architecture, layer, 1) + "_restored";
    }

    /** A layer that pools; the last state has no layer of its own. */
    public static String pooling(Pooling pooling) {
        return pooling == Pooling.MAX ? "global_max_pooling1d" : "global_average_pooling1d";
    }
}
