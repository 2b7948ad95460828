package io.sentiment.network;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.FwdPassReturn;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.recurrent.LSTMHelper;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes DL4J's LSTM layer in {@link LstmPass}, through the interface that DL4J has for its cuDNN code: the layer, its
 * parameters, its updater and its file stay DL4J's. One per layer; not thread-safe.
 */
final class FusedLstm implements LSTMHelper, AutoCloseable {

    private final LstmPass pass = new LstmPass();

    /** The input of the latest training pass forwards, whose results the backward pass uses instead of a second pass. */
    private @Nullable INDArray latestInput;

    /** Lets a new instance compute {@code layer} if that is an LSTM, perhaps wrapped; the caller closes it. */
    static @Nullable FusedLstm installIn(Layer layer) {
        Layer inner = layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : layer;
        if (!(inner instanceof LSTM)) {
            return null;
        }
        try {
            // DL4J's CPU build offers no other way in: it looks up a class by name for CUDA alone.
            Field helper = LSTM.class.getDeclaredField("helper");
            helper.setAccessible(true);
            FusedLstm fused = new FusedLstm();
            helper.set(inner, fused);
            return fused;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This release of DL4J has no place for an LSTM helper.", e);
        }
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
        int rows = (int) input.size(0);
        int steps = (int) input.size(2);
        int hidden = (int) recurrentWeights.size(0);
        pass.resize(steps, rows, (int) input.size(1), hidden);
        copy(input.permute(2, 0, 1), pass.input());
        pass.forward(
                address(inputWeights),
                address(recurrentWeights),
                biases.reshape(4L * hidden).toFloatVector(),
                mask == null
                        ? null
                        : mask.castTo(DataType.FLOAT)
                                .transpose()
                                .dup('c')
                                .data()
                                .asFloat());
        latestInput = training ? input : null;
        if (!forBackprop) {
            result.fwdPassOutput = workspaces.createUninitialized(
                    ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {rows, hidden, steps}, 'f');
            result.fwdPassOutput.permute(2, 0, 1).assign(wrap(pass.states(), steps, rows, hidden));
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
        long rows = input.size(0);
        long inputSize = input.size(1);
        long steps = input.size(2);
        long hidden = recurrentWeights.size(0);
        try (FloatPointer stateGradients = new FloatPointer(rows * hidden * steps);
                FloatPointer inputGradients = new FloatPointer(rows * inputSize * steps)) {
            copy(epsilon.permute(2, 0, 1), stateGradients);
            pass.backward(
                    address(inputWeights),
                    address(recurrentWeights),
                    stateGradients,
                    new LstmPass.Gradients(
                            address(view(gradientViews, inputWeightKey)),
                            address(view(gradientViews, recurrentWeightKey)),
                            address(view(gradientViews, biasKey)),
                            inputGradients));
            INDArray below = workspaces.createUninitialized(
                    ArrayType.ACTIVATION_GRAD, DataType.FLOAT, new long[] {rows, inputSize, steps}, 'f');
            below.permute(2, 0, 1).assign(wrap(inputGradients, steps, rows, inputSize));
            Gradient gradient = new DefaultGradient();
            for (String key : new String[] {inputWeightKey, recurrentWeightKey, biasKey}) {
                gradient.gradientForVariable().put(key, view(gradientViews, key));
            }
            return new Pair<>(gradient, below);
        } finally {
            latestInput = null;
        }
    }

    @Override
    public boolean checkSupported(IActivation gateActivation, IActivation activation, boolean hasPeepholes) {
        return gateActivation instanceof ActivationSigmoid && activation instanceof ActivationTanH && !hasPeepholes;
    }

    @Override
    public boolean checkSupported() {
        return MatrixProduct.isAvailable();
    }

    @Override
    public Map<String, Long> helperMemoryUse() {
        return Map.of();
    }

    @Override
    public void close() {
        pass.close();
    }

    private static INDArray view(Map<String, INDArray> gradientViews, String key) {
        return Objects.requireNonNull(gradientViews.get(key), key);
    }

    private static void copy(INDArray from, FloatPointer to) {
        wrap(to, from.shape()).assign(from);
    }

    /** Native memory as an array in row-major order, which does not own it. */
    private static INDArray wrap(FloatPointer memory, long... shape) {
        try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            long length = 1;
            for (long size : shape) {
                length *= size;
            }
            return Nd4j.create(Nd4j.createBuffer(memory, length, DataType.FLOAT), shape);
        }
    }

    private static FloatPointer address(INDArray array) {
        return new FloatPointer(array.data().addressPointer());
    }
}
