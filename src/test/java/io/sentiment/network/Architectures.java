package io.sentiment.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Architectures in sizes that tests can afford: no size is a multiple of what a vector instruction takes. */
public final class Architectures {

    private Architectures() {}

    /** Every combination of cell, direction, depth, pooling and dropout that differs. */
    public static Stream<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        for (Cell cell : Cell.values()) {
            for (int layers : new int[] {1, 2, 3}) {
                for (boolean bidirectional : new boolean[] {false, true}) {
                    // A third layer is to pooling what the second is.
                    for (Pooling pooling : layers < 3 ? Pooling.values() : new Pooling[] {Pooling.LAST}) {
                        for (double dropout : new double[] {0, 0.3}) {
                            all.add(new Architecture(40, 5, cell, 7, layers, bidirectional, pooling, 9, dropout));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    /** Every two values of cell, direction, depth and pooling occur together in one of these; without dropout. */
    public static Stream<Architecture> pairs() {
        return Stream.of(
                of(Cell.SIMPLE_RNN, 1, true, Pooling.LAST),
                of(Cell.LSTM, 1, true, Pooling.MEAN),
                of(Cell.LSTM, 1, false, Pooling.MAX),
                of(Cell.LSTM, 2, false, Pooling.LAST),
                of(Cell.SIMPLE_RNN, 2, false, Pooling.MEAN),
                of(Cell.SIMPLE_RNN, 2, true, Pooling.MAX),
                of(Cell.LSTM, 3, false, Pooling.LAST),
                of(Cell.SIMPLE_RNN, 3, false, Pooling.MEAN),
                of(Cell.LSTM, 3, true, Pooling.MAX));
    }

    private static Architecture of(Cell cell, int layers, boolean bidirectional, Pooling pooling) {
        return new Architecture(40, 5, cell, 7, layers, bidirectional, pooling, 9, 0);
    }
}
