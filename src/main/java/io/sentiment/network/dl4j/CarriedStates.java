package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.onednn.lstm.LstmStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.recurrent.LSTMHelper;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.jspecify.annotations.Nullable;

/**
 * What the LSTM layers of a network remember from a training batch to the next: h and c of each row after its own last
 * token, because padding does not count. No gradient passes from a batch to the one before. Predictions begin without a
 * memory. For one training, on one thread; the network is as it was after {@link #close()}.
 */
public final class CarriedStates implements AutoCloseable {

    /** In the place of a row: begin without a memory. */
    public static final int FRESH = LstmStates.NONE;

    private final List<Carrier> carriers = new ArrayList<>();

    /**
     * Lets the LSTM layers of {@code network} carry states.
     *
     * @throws IllegalArgumentException if the network has other layers, or reads backwards too
     */
    public CarriedStates(SentimentNetwork network) {
        requireCarrying(network.architecture());
        for (Layer layer : network.dl4j().layers()) {
            LSTM lstm = StatefulLstm.lstm(layer);
            if (lstm != null) {
                carriers.add(Carrier.of(lstm));
            }
        }
    }

    /**
     * Refuses what cannot carry states.
     *
     * @throws IllegalArgumentException if networks of that architecture cannot
     */
    static void requireCarrying(Architecture architecture) {
        if (architecture.cell() != Cell.LSTM || architecture.bidirectional()) {
            throw new IllegalArgumentException(
                    "Only LSTMs that read forwards carry states from batch to batch, not others.");
        }
    }

    /**
     * Before a batch.
     *
     * @param rows for each row of it the row of the batch before that it goes on from, or {@link #FRESH}
     * @param tokens of each row
     */
    public void begin(int[] rows, int[] tokens) {
        boolean fresh = Arrays.stream(rows).allMatch(row -> row == FRESH);
        for (Carrier carrier : carriers) {
            carrier.lstm.begin(fresh ? null : carrier.states.of(rows, carrier.size), tokens);
        }
    }

    /** After the gradients of a batch. */
    public void keep() {
        for (Carrier carrier : carriers) {
            carrier.states = carrier.lstm.last();
        }
    }

    @Override
    public void close() {
        carriers.forEach(Carrier::remove);
    }

    /** A layer, what computes it, and what it remembers. */
    private static final class Carrier {

        private final LSTM layer;
        private final StatefulLstm lstm;
        private final @Nullable LSTMHelper before;
        private final int size;
        private LstmStates states = LstmStates.EMPTY;

        private Carrier(LSTM layer, StatefulLstm lstm, @Nullable LSTMHelper before) {
            this.layer = layer;
            this.lstm = lstm;
            this.before = before;
            size = (int)
                    layer.getParam(LSTMParamInitializer.RECURRENT_WEIGHT_KEY).size(0);
        }

        static Carrier of(LSTM layer) {
            fallBack(layer, false);
            LSTMHelper present = StatefulLstm.of(layer);
            StatefulLstm carrying = present instanceof FusedLstm fused ? fused : new SteppedLstm();
            StatefulLstm.install(layer, carrying);
            return new Carrier(layer, carrying, present);
        }

        void remove() {
            lstm.begin(null, new int[0]);
            StatefulLstm.install(layer, before);
            fallBack(layer, true);
        }

        /** Whether DL4J computes a layer itself, without states, when the code in its place fails. */
        private static void fallBack(LSTM layer, boolean allowed) {
            ((AbstractLSTM) layer.conf().getLayer()).setHelperAllowFallback(allowed);
        }
    }
}
