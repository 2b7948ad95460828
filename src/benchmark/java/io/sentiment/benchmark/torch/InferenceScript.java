package io.sentiment.benchmark.torch;

import java.util.ArrayList;
import java.util.List;

/** {@code forward} from a batch and the weights of {@link TorchModule#weights} to probabilities [batch]. */
final class InferenceScript {

    private static final String START = """
              def forward(self: __torch__.Network,
                %s: Tensor) -> Tensor:
                hidden = torch.size(recurrent0, 1)
                none = torch.zeros_like(bias0)
            """;

    private static final String OUTPUT = """
                logits = torch.addmm(dense_bias, features, dense)
                return torch.reshape(torch.to(torch.sigmoid(logits), 6), [-1])
            """;

    private InferenceScript() {}

    static TorchScript of(BatchLayout layout, int directions) {
        List<String> arguments = new ArrayList<>(layout.arguments());
        arguments.add("embedding");
        for (int direction = 0; direction < directions; direction++) {
            arguments.addAll(List.of("input" + direction, "recurrent" + direction, "bias" + direction));
        }
        arguments.addAll(List.of("dense", "dense_bias"));
        return new TorchScript(START.formatted(String.join(": Tensor,\n    ", arguments)) + layout.features() + OUTPUT);
    }
}
