package io.sentiment.network.dl4j;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.lstm.LstmPass;
import io.sentiment.network.onednn.lstm.LstmStates;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.FwdPassReturn;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes DL4J's LSTM layer in {@link LstmPass}, through the interface that DL4J has for its cuDNN code: the layer, its
 * parameters, its updater and its file stay DL4J's. One per layer; not thread-safe.
 */
final class FusedLstm implements StatefulLstm, AutoCloseable {

    private final LstmPass pass;
    private final LstmPass measuring;
    private @Nullable LstmStates initial;
    private int[] tokens = {};

    /** The input of the latest training pass forwards, whose results the backward pass uses instead of a second pass. */
    private @Nullable INDArray latestInput;

    /**
     * A layer's passes.
     *
     * @param pass of training
     * @param measuring of all else, perhaps the same
     */
    private FusedLstm(LstmPass pass, LstmPass measuring) {
        this.pass = pass;
        this.measuring = measuring;
    }

    /**
     * Lets a new instance compute {@code layer} if that is an LSTM, perhaps wrapped; the caller closes it.
     *
     * @param precision of the products of training; what does not train is always of single precision
     */
    static @Nullable FusedLstm installIn(Layer layer, Team team, Precision precision) {
        LSTM lstm = StatefulLstm.lstm(layer);
        if (lstm == null) {
            return null;
        }
        int inputSize =
                (int) lstm.getParam(LSTMParamInitializer.INPUT_WEIGHT_KEY).size(0);
        int hidden =
                (int) lstm.getParam(LSTMParamInitializer.RECURRENT_WEIGHT_KEY).size(0);
        LstmPass measuring = new LstmPass(team, Precision.FP32, inputSize, hidden);
        try {
            LstmPass pass = precision == Precision.FP32 ? measuring : new LstmPass(team, precision, inputSize, hidden);
            FusedLstm fused = new FusedLstm(pass, measuring);
            StatefulLstm.install(lstm, fused);
            return fused;
        } catch (RuntimeException | Error failure) {
            measuring.close();
            throw failure;
        }
    }

    @Override
    public void begin(@Nullable LstmStates states, int[] tokensOfRows) {
        initial = states;
        tokens = tokensOfRows;
    }

    @Override
    public LstmStates last() {
        return pass.last(tokens);
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
        FwdPassReturn result = new FwdPassReturn();
        if (forBackprop && input == latestInput) {
            return result;
        }
        long hidden = recurrentWeights.size(0);
        INDArray output =
                NativeArrays.timeMajor(workspaces, ArrayType.ACTIVATIONS, input.size(0), hidden, input.size(2));
        (training ? pass : measuring)
                .forward(
                        weights(inputWeights, recurrentWeights, biases),
                        NativeArrays.sequences(input),
                        NativeArrays.sequences(output),
                        mask == null
                                ? null
                                : mask.castTo(DataType.FLOAT)
                                        .transpose()
                                        .dup('c')
                                        .data()
                                        .asFloat(),
                        training ? initial : null);
        latestInput = training ? input : null;
        if (!forBackprop) {
            result.fwdPassOutput = output;
        }
        return result;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
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
        INDArray below = NativeArrays.timeMajor(
                workspaces, ArrayType.ACTIVATION_GRAD, input.size(0), input.size(1), input.size(2));
        pass.backward(
                latestWeights(inputWeights, recurrentWeights),
                NativeArrays.sequences(epsilon),
                new LstmPass.Gradients(
                        NativeArrays.address(view(gradientViews, inputWeightKey)),
                        NativeArrays.address(view(gradientViews, recurrentWeightKey)),
                        NativeArrays.address(view(gradientViews, biasKey)),
                        NativeArrays.address(below)));
        latestInput = null;
        Gradient gradient = new DefaultGradient();
        for (String key : new String[] {inputWeightKey, recurrentWeightKey, biasKey}) {
            gradient.gradientForVariable().put(key, view(gradientViews, key));
        }
        return new Pair<>(gradient, below);
    }

    @Override
    public boolean checkSupported(IActivation gateActivation, IActivation activation, boolean hasPeepholes) {
        return gateActivation instanceof ActivationSigmoid && activation instanceof ActivationTanH && !hasPeepholes;
    }

    @Override
    public boolean checkSupported() {
        return OneDnn.objection() == null;
    }

    @Override
    public Map<String, Long> helperMemoryUse() {
        return Map.of();
    }

    @Override
    public void close() {
        pass.close();
        if (measuring != pass) {
            measuring.close();
        }
    }

    private static INDArray view(Map<String, INDArray> gradientViews, String key) {
        return Objects.requireNonNull(gradientViews.get(key), key);
    }

    /** The backward pass does not read the bias. */
    private static LstmPass.Weights latestWeights(INDArray input, INDArray recurrent) {
        return new LstmPass.Weights(NativeArrays.address(input), NativeArrays.address(recurrent), new float[0]);
    }

    private static LstmPass.Weights weights(INDArray input, INDArray recurrent, INDArray bias) {
        return new LstmPass.Weights(
                NativeArrays.address(input),
                NativeArrays.address(recurrent),
                bias.reshape(bias.length()).toFloatVector());
    }
}
