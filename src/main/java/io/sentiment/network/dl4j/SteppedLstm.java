package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.lstm.LstmStates;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.layers.recurrent.FwdPassReturn;
import org.deeplearning4j.nn.layers.recurrent.LSTMHelpers;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's own computation of an LSTM, on whatever device ND4J computes, with states to begin with. DL4J's truncated
 * back-propagation is not used: it takes the states at the last step of a batch, which may be padding, and passes over an
 * LSTM that gives its last state only. Owns its arrays until it is told to begin without a memory.
 */
final class SteppedLstm implements StatefulLstm {

    private @Nullable INDArray hidden;
    private @Nullable INDArray cells;
    private int[] tokens = {};
    private LstmStates last = LstmStates.EMPTY;

    @Override
    public void begin(@Nullable LstmStates states, int[] tokensOfRows) {
        tokens = tokensOfRows;
        if (hidden != null && cells != null) {
            hidden.close();
            cells.close();
            hidden = null;
            cells = null;
        }
        if (states != null) {
            hidden = Nd4j.createFromArray(states.hidden());
            cells = Nd4j.createFromArray(states.cells());
        }
    }

    @Override
    public LstmStates last() {
        return last;
    }

    @Override
    public FwdPassReturn activate(
            Layer layer,
            NeuralNetConfiguration conf,
            IActivation gateActivation,
            INDArray input,
            INDArray recurrentWeights,
            INDArray inputWeights,
            INDArray biases,
            boolean training,
            @Nullable INDArray earlierState,
            @Nullable INDArray earlierCell,
            boolean forBackprop,
            boolean forwards,
            String inputWeightKey,
            @Nullable INDArray mask,
            boolean hasPeepholes,
            LayerWorkspaceMgr workspaces) {
        FwdPassReturn pass = LSTMHelpers.activateHelper(
                (BaseRecurrentLayer<?>) layer,
                conf,
                gateActivation,
                input,
                recurrentWeights,
                inputWeights,
                biases,
                training,
                training ? hidden : null,
                training ? cells : null,
                forBackprop,
                forwards,
                inputWeightKey,
                mask,
                hasPeepholes,
                null,
                CacheMode.NONE,
                workspaces,
                true);
        if (forBackprop && training) {
            last = last(pass);
        }
        return pass;
    }

    @Override
    public @Nullable Pair<Gradient, INDArray> backpropGradient(
            NeuralNetConfiguration conf,
            IActivation gateActivation,
            INDArray input,
            INDArray recurrentWeights,
            INDArray inputWeights,
            INDArray epsilon,
            boolean truncated,
            int truncatedLength,
            FwdPassReturn forwardPass,
            boolean forwards,
            String inputWeightKey,
            String recurrentWeightKey,
            String biasKey,
            Map<String, INDArray> gradientViews,
            @Nullable INDArray mask,
            boolean hasPeepholes,
            LayerWorkspaceMgr workspaces) {
        // DL4J then goes on with its own code, from the states that the forward pass names.
        return null;
    }

    @Override
    public boolean checkSupported(IActivation gateActivation, IActivation activation, boolean hasPeepholes) {
        return true;
    }

    @Override
    public boolean checkSupported() {
        return true;
    }

    @Override
    public Map<String, Long> helperMemoryUse() {
        return Map.of();
    }

    private LstmStates last(FwdPassReturn pass) {
        float[][] hidden = new float[tokens.length][];
        float[][] cells = new float[tokens.length][];
        for (int row = 0; row < tokens.length; row++) {
            hidden[row] =
                    pass.fwdPassOutputAsArrays[tokens[row] - 1].getRow(row).toFloatVector();
            cells[row] = pass.memCellState[tokens[row] - 1].getRow(row).toFloatVector();
        }
        return new LstmStates(hidden, cells);
    }
}
