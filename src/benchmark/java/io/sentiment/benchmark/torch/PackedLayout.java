package io.sentiment.benchmark.torch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sentiment.benchmark.TimeMajor;
import io.sentiment.network.Architecture;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@code PackedSequence}, longest text first: {@code torch.lstm} computes all directions, and no padding. */
record PackedLayout(Architecture architecture) implements BatchLayout {

    private static final String LSTM = """
                data, sizes = torch._pack_padded_sequence(torch.embedding(embedding, ids0), lengths, False)
                state = torch.new_zeros(embedding, [%1$d, torch.size(ids0, 1), hidden])
                states, h, c = torch.lstm(data, sizes, [state, state], [%2$s], True, 1, 0., False, %3$s)
            """;

    private static final String LAST = """
                features = torch.reshape(torch.transpose(h, 0, 1), [torch.size(lengths, 0), -1])
            """;

    private static final String MEAN = """
                padded, counts = torch._pad_packed_sequence(states, sizes, False, 0., torch.size(ids0, 0))
                features = torch.div(torch.sum(padded, [0], False), torch.unsqueeze(lengths, 1))
            """;

    private static final String MAX = """
                padded, counts = torch._pad_packed_sequence(states, sizes, False, -inf, torch.size(ids0, 0))
                features = torch.amax(padded, [0], False)
            """;

    @Override
    public TimeMajor arrange(List<EncodedText> texts) {
        return TimeMajor.longestFirst(texts);
    }

    @Override
    public List<String> arguments() {
        return List.of("ids0", "lengths");
    }

    @Override
    public NDList tensors(TimeMajor batch, NDManager memory) {
        Shape shape = new Shape(batch.steps(), batch.lengths().length);
        return new NDList(memory.create(batch.tokenIds(), shape), memory.create(batch.lengths()));
    }

    @Override
    public String features() {
        int directions = architecture.directions();
        String parameters =
                IntStream.range(0, directions).mapToObj(BatchLayout::parameters).collect(Collectors.joining(", "));
        String lstm = LSTM.formatted(directions, parameters, architecture.bidirectional() ? "True" : "False");
        return lstm
                + switch (architecture.pooling()) {
                    case LAST -> LAST;
                    case MEAN -> MEAN;
                    case MAX -> MAX;
                };
    }
}
