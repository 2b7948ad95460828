package io.sentiment.benchmark.torch;

import io.sentiment.benchmark.torch.TorchEngine.Layout;

/** {@code forward} from token ids [steps, batch] to probabilities [batch]. */
final class InferenceScripts {

    private static final String SIGNATURE = """
              def forward(self: __torch__.Network,
                ids: Tensor,
                position: Tensor,
                embedding: Tensor,
                input: Tensor,
                recurrent: Tensor,
                bias: Tensor,
                dense: Tensor,
                dense_bias: Tensor) -> Tensor:
                x = torch.embedding(embedding, ids)
                hidden = torch.size(recurrent, 1)
                none = torch.zeros_like(bias)
                state = torch.new_zeros(x, [1, torch.size(ids, 1), hidden])
            """;

    /** {@code position} is the row of each text's last state among steps · batch rows. */
    private static final String PADDED = """
                states, h, c = torch.lstm(x, [state, state], [input, recurrent, bias, none], True, 1, 0., False, False, False)
                last = torch.index_select(torch.reshape(states, [-1, hidden]), 0, position)
            """;

    /** {@code position} is the length of each text, falling. */
    private static final String PACKED = """
                data, sizes = torch._pack_padded_sequence(x, position, False)
                states, h, c = torch.lstm(data, sizes, [state, state], [input, recurrent, bias, none], True, 1, 0., False, False)
                last = torch.select(h, 0, 0)
            """;

    private static final String OUTPUT = """
                logits = torch.addmm(dense_bias, last, dense)
                return torch.reshape(torch.to(torch.sigmoid(logits), 6), [-1])
            """;

    private InferenceScripts() {}

    static TorchScript of(Layout layout) {
        return new TorchScript(SIGNATURE + (layout == Layout.PACKED ? PACKED : PADDED) + OUTPUT);
    }
}
