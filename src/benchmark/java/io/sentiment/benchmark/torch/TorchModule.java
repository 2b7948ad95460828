package io.sentiment.benchmark.torch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.sentiment.benchmark.LstmDirection;
import io.sentiment.benchmark.LstmDirection.Gate;
import io.sentiment.benchmark.LstmWeights;
import io.sentiment.network.Architecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A script that libtorch has loaded, with the memory that its arguments live in. */
final class TorchModule implements AutoCloseable {

    static final String ENGINE = "PyTorch";

    private final Model model;
    private final Block block;
    private final NDManager memory;
    private final ParameterStore noParameters;

    TorchModule(TorchScript script) {
        model = Model.newInstance("network", ENGINE);
        try {
            model.load(script.archive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException("libtorch does not read its script.", e);
        }
        block = model.getBlock();
        memory = model.getNDManager().newSubManager();
        noParameters = new ParameterStore(memory, false);
    }

    /** Arrays live as long as the module. */
    NDManager memory() {
        return memory;
    }

    /** Calls {@code forward}; the result belongs to the manager of the first argument. */
    NDArray call(NDList arguments, boolean withGradients) {
        return block.forward(noParameters, arguments, withGradients).singletonOrThrow();
    }

    /**
     * Embedding; input, recurrent and bias of each direction; dense [directions · h, 1] and dense bias [1]. The gates are
     * as libtorch has them: i, f, g, o.
     */
    List<NDArray> weights(LstmWeights weights) {
        Architecture architecture = weights.architecture();
        long hidden = architecture.hiddenSize();
        long inputs = architecture.embeddingSize();
        Gate[] order = {Gate.INPUT, Gate.FORGET, Gate.NEW_VALUE, Gate.OUTPUT};
        List<NDArray> arrays = new ArrayList<>();
        arrays.add(memory.create(weights.embedding(), new Shape(architecture.vocabularySize(), inputs)));
        for (LstmDirection direction : weights.directions()) {
            arrays.add(memory.create(direction.inputByGate(order), new Shape(4 * hidden, inputs)));
            arrays.add(memory.create(direction.recurrentByGate(order), new Shape(4 * hidden, hidden)));
            arrays.add(memory.create(direction.biasByGate(order), new Shape(4 * hidden)));
        }
        arrays.add(memory.create(weights.dense(), new Shape(architecture.directions() * hidden, 1)));
        arrays.add(memory.create(new float[] {weights.denseBias()}, new Shape(1)));
        return arrays;
    }

    @Override
    public void close() {
        memory.close();
        model.close();
    }
}
