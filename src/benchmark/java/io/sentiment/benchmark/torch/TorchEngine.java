package io.sentiment.benchmark.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sentiment.benchmark.LstmWeights;
import io.sentiment.benchmark.TimeMajor;
import io.sentiment.network.InferenceEngine;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.Locale;

/** libtorch by a TorchScript of its own LSTM, without gradients. */
public final class TorchEngine implements InferenceEngine {

    /** How a batch of texts of different lengths is laid out. */
    public enum Layout {
        /** Filled up to the longest text: libtorch hands the layer to oneDNN. */
        PADDED,
        /** {@code PackedSequence}, longest text first: libtorch computes no padding, and without oneDNN's layer. */
        PACKED
    }

    private final String name;
    private final Layout layout;
    private final TorchModule module;
    private final NDList weights;

    /** Copies the weights. */
    public TorchEngine(LstmWeights weights, Layout layout, boolean bfloat16) {
        this.name = "libtorch " + layout.name().toLowerCase(Locale.ROOT) + (bfloat16 ? " bf16" : "");
        this.layout = layout;
        this.module = new TorchModule(InferenceScripts.of(layout));
        List<NDArray> arrays = module.weights(weights);
        this.weights = new NDList(bfloat16 ? Bfloat16.convert(arrays) : arrays);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        TimeMajor batch = layout == Layout.PACKED ? TimeMajor.longestFirst(texts) : TimeMajor.inOrder(texts);
        try (NDManager call = module.memory().newSubManager()) {
            NDList arguments = new NDList(
                    call.create(batch.tokenIds(), new Shape(batch.steps(), texts.size())),
                    call.create(layout == Layout.PACKED ? batch.lengths() : batch.lastRows()));
            arguments.addAll(weights);
            try (NDArray result = module.call(arguments, false)) {
                return batch.restored(result.toFloatArray());
            }
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
