package io.sentiment.benchmark.torch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.sentiment.benchmark.TimeMajor;
import io.sentiment.text.EncodedText;
import java.util.List;

/** How a batch comes to libtorch, and the part of the script that makes features [batch, directions · h] of it. */
interface BatchLayout {

    /** The texts in the order that the script needs. */
    TimeMajor arrange(List<EncodedText> texts);

    /** Names of the tensors of a batch; the first is {@code ids0}, the token ids [steps, batch]. */
    List<String> arguments();

    /** The tensors with these names. */
    NDList tensors(TimeMajor batch, NDManager memory);

    /**
     * Statements that set {@code features}. They find the arguments, the weights, {@code hidden} and the second bias {@code
     * none}.
     */
    String features();

    /** A direction's parameters of {@code torch.lstm}. */
    static String parameters(int direction) {
        return "input%1$d, recurrent%1$d, bias%1$d, none".formatted(direction);
    }
}
