package io.sentiment.benchmark;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.dl4j.ReferenceNetwork;
import java.util.List;

/** Nothing is timed: contenders agree on small networks of every kind that they compute, the measured ones and others. */
final class AgreementSuite implements Suite {

    private static final int LONGEST = 24;

    @Override
    public String name() {
        return "agreement";
    }

    @Override
    public void run(Report report) {
        for (boolean bidirectional : List.of(false, true)) {
            for (Pooling pooling : Pooling.values()) {
                requireAgreement(new Architecture(500, 16, Cell.LSTM, 24, 1, bidirectional, pooling, LONGEST, 0));
            }
        }
        report.remark(
                "All contenders agree with stock DL4J on networks that read forwards or in both directions, for the"
                        + " last states, their mean and their maximum, on texts of 1 to " + LONGEST
                        + " tokens in one batch.");
    }

    private static void requireAgreement(Architecture architecture) {
        try (Engines engines = new Engines(() -> ReferenceNetwork.create(architecture))) {
            engines.differences(new RandomTexts(architecture, 4).ofEveryLength());
        }
    }
}
