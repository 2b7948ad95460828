package io.sentiment.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The recurrent cell of a network. */
public enum Cell {
    /**
     * Long short-term memory with a forget gate and without peepholes (Hochreiter and Schmidhuber 1997; Gers et al.
     * 2000): four weight matrices, each hidden × (hidden + input).
     */
    LSTM("lstm", 4),

    /** The simple recurrent network of Elman (1990), {@code tanh(x·W + h·R + b)}: one such matrix. */
    SIMPLE_RNN("simple-rnn", 1);

    private final String label;
    private final int matrices;

    Cell(String label, int matrices) {
        this.label = label;
        this.matrices = matrices;
    }

    /** How many hidden × (hidden + input) matrices one direction of one layer has. */
    public int matrices() {
        return matrices;
    }

    /** The name on the command line and in a manifest. */
    @JsonValue
    public String label() {
        return label;
    }

    /**
     * The cell with that label.
     *
     * @throws IllegalArgumentException for any other label, with the known ones
     */
    @JsonCreator
    public static Cell ofLabel(String label) {
        return Arrays.stream(values())
                .filter(cell -> cell.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown cell '" + label + "': use "
                        + Arrays.stream(values()).map(Cell::label).collect(Collectors.joining(" or ")) + "."));
    }

    @Override
    public String toString() {
        return label;
    }
}
