package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.lstm.LstmStates;
import java.lang.reflect.Field;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.recurrent.LSTMHelper;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.jspecify.annotations.Nullable;

/** Code in the place of DL4J's LSTM that lets the rows of a training batch begin with states that it is given. */
interface StatefulLstm extends LSTMHelper {

    /**
     * From now on the rows of a training batch begin with other states.
     *
     * @param states of the rows, or null where they begin without a memory
     * @param tokens of the rows: DL4J tells not every layer where a row is padded
     */
    void begin(@Nullable LstmStates states, int[] tokens);

    /** After the gradients of a batch: what each row remembers after its own last token. */
    LstmStates last();

    /** The LSTM that a layer is, or wraps; null if it is none. */
    static @Nullable LSTM lstm(Layer layer) {
        Layer inner = layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : layer;
        return inner instanceof LSTM lstm ? lstm : null;
    }

    /** What computes an LSTM in the place of DL4J's own code, if anything does. */
    static @Nullable LSTMHelper of(LSTM layer) {
        try {
            return (LSTMHelper) place().get(layer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This release of DL4J has no place for an LSTM helper.", e);
        }
    }

    /** Lets {@code helper} compute an LSTM, or DL4J's own code where it is null. */
    static void install(LSTM layer, @Nullable LSTMHelper helper) {
        try {
            place().set(layer, helper);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This release of DL4J has no place for an LSTM helper.", e);
        }
    }

    /** DL4J's CPU build offers no other way in: it looks up a class by name only for CUDA. */
    private static Field place() throws NoSuchFieldException {
        Field helper = LSTM.class.getDeclaredField("helper");
        helper.setAccessible(true);
        return helper;
    }
}
