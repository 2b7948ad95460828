package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkState;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Reads pieces of texts on from states, one at a time, with DL4J's own layers. {@code MultiLayerNetwork.rnnTimeStep} keeps a
 * state too, but one for all callers, and it leaves out what takes the last step. Not safe for use by several threads.
 */
final class StatefulReading {

    private final Architecture architecture;
    private final Dl4jNetwork network;

    StatefulReading(Architecture architecture, Dl4jNetwork network) {
        this.architecture = architecture;
        this.network = network;
    }

    /** Reads a piece, and answers for all that has been read. */
    Reading read(Piece piece) {
        architecture.requireReadable(piece);
        List<NetworkState.Layer> after = new ArrayList<>();
        Layer[] layers = network.layers();
        INDArray values;
        try (PaddedBatch batch = new PaddedBatch(List.of(piece.text()), architecture)) {
            values = layers[0].activate(batch.tokenIds(), false, LayerWorkspaceMgr.noWorkspaces());
        }
        for (int layer = 0; layer < architecture.layers(); layer++) {
            NetworkState.Layer before =
                    piece.before() == null ? null : piece.before().layers().get(layer);
            try (INDArray inputs = values) {
                values = read(recurrent(layers[layer + 1]), inputs, before, after);
            }
        }
        try (INDArray states = values;
                INDArray last = states.get(
                                NDArrayIndex.all(),
                                NDArrayIndex.all(),
                                NDArrayIndex.point(piece.text().length() - 1L))
                        .dup()) {
            return new Reading(answer(last), piece.kept() ? new NetworkState(after) : null);
        }
    }

    /** What the dense layers make of the last state [1, hidden]. */
    private float answer(INDArray last) {
        Layer[] layers = network.layers();
        INDArray values = last;
        for (int layer = architecture.layers() + 1; layer < layers.length; layer++) {
            values = layers[layer].activate(values, false, LayerWorkspaceMgr.noWorkspaces());
        }
        float answer = values.getFloat(0);
        values.close();
        return answer;
    }

    /** The states [1, hidden, steps] of a layer; the last of them goes to {@code after}. */
    private static INDArray read(
            BaseRecurrentLayer<?> layer,
            INDArray inputs,
            NetworkState.@Nullable Layer before,
            List<NetworkState.Layer> after) {
        Map<String, INDArray> states = new HashMap<>();
        if (before != null) {
            states.put(LSTM.STATE_KEY_PREV_ACTIVATION, Nd4j.createFromArray(new float[][] {before.state()}));
            if (layer instanceof LSTM) {
                states.put(LSTM.STATE_KEY_PREV_MEMCELL, Nd4j.createFromArray(new float[][] {before.cell()}));
            }
        }
        layer.rnnSetPreviousState(states);
        layer.setMaskArray(null);
        INDArray outputs = layer.rnnTimeStep(inputs, LayerWorkspaceMgr.noWorkspaces());
        Map<String, INDArray> last = layer.rnnGetPreviousState();
        after.add(new NetworkState.Layer(
                values(last.get(LSTM.STATE_KEY_PREV_ACTIVATION)), values(last.get(LSTM.STATE_KEY_PREV_MEMCELL))));
        layer.rnnClearPreviousState();
        release(states);
        release(last);
        return outputs;
    }

    private static void release(Map<String, INDArray> arrays) {
        arrays.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
    }

    private static float[] values(@Nullable INDArray array) {
        return array == null ? new float[0] : array.dup('c').data().asFloat();
    }

    private static BaseRecurrentLayer<?> recurrent(Layer layer) {
        return (BaseRecurrentLayer<?>) (layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : layer);
    }
}
