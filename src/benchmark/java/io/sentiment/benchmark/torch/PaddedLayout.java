package io.sentiment.benchmark.torch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sentiment.benchmark.TimeMajor;
import io.sentiment.network.Architecture;
import io.sentiment.network.Pooling;
import io.sentiment.text.EncodedText;
import java.util.List;

/**
 * Texts filled up to the longest, for a backward direction each read from its own last token: {@code torch.lstm} would
 * begin with the padding, and computes its directions one after the other, too.
 */
record PaddedLayout(Architecture architecture) implements BatchLayout {

    private static final String START = """
                state = torch.new_zeros(embedding, [1, torch.size(ids0, 1), hidden])
            """;

    private static final String DIRECTION = """
                states%1$d, h%1$d, c%1$d = torch.lstm(torch.embedding(embedding, ids%1$d), [state, state], [%2$s], True, 1, 0., False, False, False)
                features%1$d = %3$s
            """;

    private static final String ONE = """
                features = features0
            """;

    private static final String BOTH = """
                features = torch.cat([features0, features1], 1)
            """;

    @Override
    public TimeMajor arrange(List<EncodedText> texts) {
        return TimeMajor.inOrder(texts);
    }

    @Override
    public List<String> arguments() {
        String end = architecture.pooling() == Pooling.LAST ? "position" : "mask";
        return architecture.bidirectional() ? List.of("ids0", "ids1", end) : List.of("ids0", end);
    }

    @Override
    public NDList tensors(TimeMajor batch, NDManager memory) {
        Shape shape = new Shape(batch.steps(), batch.lengths().length);
        NDList tensors = new NDList(memory.create(batch.tokenIds(), shape));
        if (architecture.bidirectional()) {
            tensors.add(memory.create(batch.backwardTokenIds(), shape));
        }
        tensors.add(
                architecture.pooling() == Pooling.LAST
                        ? memory.create(batch.lastRows())
                        : memory.create(batch.mask(architecture.pooling()), shape.add(1)));
        return tensors;
    }

    @Override
    public String features() {
        StringBuilder script = new StringBuilder(START);
        for (int direction = 0; direction < architecture.directions(); direction++) {
            script.append(
                    DIRECTION.formatted(direction, BatchLayout.parameters(direction), pooled("states" + direction)));
        }
        return script.append(architecture.bidirectional() ? BOTH : ONE).toString();
    }

    /** The mask has the type of the states then, which may be bfloat16. */
    private String pooled(String states) {
        String mask = "torch.type_as(mask, " + states + ")";
        return switch (architecture.pooling()) {
            case LAST -> "torch.index_select(torch.reshape(" + states + ", [-1, hidden]), 0, position)";
            case MEAN -> "torch.sum(torch.mul_(" + states + ", " + mask + "), [0], False)";
            case MAX -> "torch.amax(torch.add_(" + states + ", " + mask + "), [0], False)";
        };
    }
}
