package io.sentiment.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every combination of cell, direction, depth, pooling and dropout that differs, in sizes that tests can afford. */
public final class Architectures {

    private Architectures() {}

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
}
