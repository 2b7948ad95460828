package io.sentiment.benchmark.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.sentiment.benchmark.Learner;
import io.sentiment.benchmark.LstmWeights;
import io.sentiment.benchmark.TimeMajor;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Pooling;
import java.util.List;

/** Trains in libtorch: forwards, backwards by its automatic differentiation, and its fused Adam, all in one script. */
public final class TorchTraining implements Learner {

    /** Takes weights and moments of Adam as lists of the order of {@link TorchModule#weights}; returns the loss. */
    private static final TorchScript STEP = new TorchScript("""
              def forward(self: __torch__.Network,
                ids: Tensor,
                position: Tensor,
                labels: Tensor,
                step: Tensor,
                weights: List[Tensor],
                first: List[Tensor],
                second: List[Tensor]) -> Tensor:
                embedding = torch.requires_grad_(torch.detach(weights[0]), True)
                input = torch.requires_grad_(torch.detach(weights[1]), True)
                recurrent = torch.requires_grad_(torch.detach(weights[2]), True)
                bias = torch.requires_grad_(torch.detach(weights[3]), True)
                dense = torch.requires_grad_(torch.detach(weights[4]), True)
                dense_bias = torch.requires_grad_(torch.detach(weights[5]), True)
                hidden = torch.size(recurrent, 1)
                none = torch.zeros_like(torch.detach(bias))
                x = torch.embedding(embedding, ids)
                state = torch.new_zeros(torch.detach(x), [1, torch.size(ids, 1), hidden])
                states, h, c = torch.lstm(x, [state, state], [input, recurrent, bias, none], True, 1, 0., True, False, False)
                last = torch.index_select(torch.reshape(states, [-1, hidden]), 0, position)
                logits = torch.reshape(torch.addmm(dense_bias, last, dense), [-1])
                loss = torch.binary_cross_entropy_with_logits(logits, labels)
                found = torch.grad([loss], [embedding, input, recurrent, bias, dense, dense_bias])
                gradients = annotate(List[Tensor], [])
                for gradient in found:
                  _0 = torch.append(gradients, unchecked_cast(Tensor, gradient))
                _1 = torch.add_(step, 1)
                torch._fused_adam_(weights, gradients, first, second, annotate(List[Tensor], []), [step, step, step, step, step, step], lr=LEARNING_RATE, beta1=0.9, beta2=0.999, weight_decay=0., eps=1e-8, amsgrad=False, maximize=False)
                return torch.detach(loss)
            """);

    private final TorchModule module;
    private final NDArray step;
    private final NDList weights = new NDList();

    /**
     * Copies the weights.
     *
     * @throws IllegalArgumentException if the network does not read in one direction to its last state
     */
    public TorchTraining(LstmWeights initial, double learningRate) {
        if (initial.architecture().bidirectional() || initial.architecture().pooling() != Pooling.LAST) {
            throw new IllegalArgumentException("libtorch trains networks here that read forwards to their last state.");
        }
        module = new TorchModule(
                new TorchScript(STEP.forward().replace("LEARNING_RATE", Double.toString(learningRate))));
        step = module.memory().zeros(new Shape());
        List<NDArray> arrays = module.weights(initial);
        for (String list : List.of("weights", "first", "second")) {
            for (NDArray array : arrays) {
                NDArray own = list.equals("weights") ? array : array.zerosLike();
                own.setName(list + "[]"); // DJL passes arrays of such names as one list.
                weights.add(own);
            }
        }
    }

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public double step(List<LabelledText> texts) {
        TimeMajor batch =
                TimeMajor.inOrder(texts.stream().map(LabelledText::text).toList());
        float[] labels = new float[texts.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = texts.get(row).positive() ? 1 : 0;
        }
        try (GradientCollector differentiation =
                        Engine.getEngine(TorchModule.ENGINE).newGradientCollector();
                NDManager call = module.memory().newSubManager()) {
            NDList arguments = new NDList(
                    call.create(batch.tokenIds(), new Shape(batch.steps(), texts.size())),
                    call.create(batch.lastRows()),
                    call.create(labels),
                    step);
            arguments.addAll(weights);
            return module.call(arguments, true).getFloat();
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
