package io.sentiment.benchmark.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.sentiment.benchmark.LstmWeights;
import io.sentiment.benchmark.TimeMajor;
import io.sentiment.network.Architecture;
import io.sentiment.network.InferenceEngine;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** libtorch by a TorchScript of its own LSTM, without gradients. */
public final class TorchEngine implements InferenceEngine {

    /** How a batch of texts of different lengths is laid out. */
    public enum Layout {
        /** Filled up to the longest text: libtorch hands the layer to oneDNN. */
        PADDED(PaddedLayout::new),
        /** {@code PackedSequence}, longest text first: libtorch computes no padding, and without oneDNN's layer. */
        PACKED(PackedLayout::new);

        private final Function<Architecture, BatchLayout> kind;

        Layout(Function<Architecture, BatchLayout> kind) {
            this.kind = kind;
        }
    }

    private final String name;
    private final BatchLayout layout;
    private final TorchModule module;
    private final NDList weights;

    /** Copies the weights. */
    public TorchEngine(LstmWeights weights, Layout layout, boolean bfloat16) {
        this.name = "libtorch " + layout.name().toLowerCase(Locale.ROOT) + (bfloat16 ? " bf16" : "");
        Architecture architecture = weights.architecture();
        this.layout = layout.kind.apply(architecture);
        this.module = new TorchModule(InferenceScript.of(this.layout, architecture.directions()));
        List<NDArray> arrays = module.weights(weights);
        this.weights = new NDList(bfloat16 ? Bfloat16.convert(arrays) : arrays);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        TimeMajor batch = layout.arrange(texts);
        try (NDManager call = module.memory().newSubManager()) {
            NDList arguments = layout.tensors(batch, call);
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
