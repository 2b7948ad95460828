package io.sentiment.training.process;

import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.RowSample;
import io.sentiment.training.gate.Comparison;
import io.sentiment.training.gate.HeldOutComparison;
import io.sentiment.training.pipeline.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares a new network, the challenger, with the champion on every held-out set of an order. */
record Measurement(OrderFolder folder, List<String> heldOut, Consumer<TrainingEvent> events) {

    /**
     * A held-out set that was compared on, and what the manifest says of it.
     *
     * @param sample some of its rows
     */
    record Set(HeldOutComparison comparison, UsedDataSet data, List<LabelledRow> sample) {

        /** Copies the list. */
        Set {
            sample = List.copyOf(sample);
        }
    }

    /** Reads each set once; both networks compute in the same way. */
    List<Set> of(TrainedNetwork trained, @Nullable ModelBundle champion) {
        Comparison.Side challenger = new Comparison.Side(
                trained.encoder(),
                new Dl4jEngine(trained.network()),
                trained.plan().beginning().threshold());
        if (champion == null) {
            return compare(challenger, null);
        }
        try (SentimentNetwork former = champion.openNetwork()) {
            former.accelerate(Precision.FP32);
            return compare(
                    challenger,
                    new Comparison.Side(
                            champion.encoder(),
                            new Dl4jEngine(former),
                            champion.manifest().threshold()));
        }
    }

    private List<Set> compare(Comparison.Side challenger, Comparison.@Nullable Side champion) {
        List<Set> sets = new ArrayList<>();
        for (String name : heldOut) {
            Comparison comparison = new Comparison(
                    challenger, champion, rows -> events.accept(new TrainingEvent.Comparing(name, rows)));
            OrderFolder.Rows rows = new OrderFolder.Rows(folder.heldOut(name));
            RowSample sample = new RowSample(BundleRows.MOST_MEASURING);
            rows.forEach(row -> {
                comparison.add(row);
                sample.add(row);
            });
            sets.add(new Set(comparison.result(name), rows.used(name, UsedDataSet.Use.EVALUATION), sample.rows()));
        }
        return sets;
    }
}
