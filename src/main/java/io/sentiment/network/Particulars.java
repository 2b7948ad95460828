package io.sentiment.network;

/**
 * What a network that was made elsewhere has and those that are trained here have not. Immutable.
 *
 * @param state what a cell makes of its new value and, in an LSTM, of its cell state
 * @param gates what an LSTM makes of its gates
 * @param multiplied whether the last states of the two directions are multiplied, value by value, instead of standing side
 *     by side
 * @param denseSize values of the dense layer between the pooled states and the one that answers; 0 without one
 * @param dense what that layer makes of its sums
 * @param bounded whether every text is cut to the maximum length, and padded to it where its tokenizer pads: the network
 *     was trained on texts of that length alone, and reads none on
 */
public record Particulars(
        Function state, Function gates, boolean multiplied, int denseSize, Function dense, boolean bounded) {

    /** Those of the networks that are trained here. */
    public static final Particulars NONE =
            new Particulars(Function.TANH, Function.SIGMOID, false, 0, Function.LINEAR, false);

    /** @throws IllegalArgumentException if the size is out of its range */
    public Particulars {
        Range.require("denseSize", denseSize, 0, 65_536);
    }

    /** Whether all cells compute as Hochreiter and Schmidhuber's, or Elman's, do. */
    public boolean hasUsualFunctions() {
        return state == Function.TANH && gates == Function.SIGMOID;
    }

    /** Whether the network computes what one does that is trained here. */
    public boolean computesAsUsual() {
        return hasUsualFunctions() && !multiplied && denseSize == 0;
    }
}
