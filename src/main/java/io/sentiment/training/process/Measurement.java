package io.sentiment.training.process;

import io.sentiment.model.bundle.DataSetUse;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.rows.DataFile;
import io.sentiment.text.Encoder;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabulary;
import io.sentiment.training.gate.Comparison;
import io.sentiment.training.gate.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares a new network with the champion on every held-out set of an order. */
record Measurement(OrderFolder folder, List<String> heldOut, Consumer<TrainingEvent> events) {

    /**
     * Reads each set once; both networks compute in the same way.
     *
     * @param threshold of the new network
     */
    List<MeasuredSet> of(
            SentimentNetwork network, Vocabulary vocabulary, double threshold, @Nullable ModelBundle champion) {
        Encoder encoder =
                new Encoder(new Tokenizer(), vocabulary, network.architecture().maximumLength());
        Contender challenger = new Contender(encoder, new Dl4jEngine(network), threshold);
        if (champion == null) {
            return compare(challenger, null);
        }
        try (SentimentNetwork former = champion.openNetwork()) {
            former.accelerate();
            return compare(
                    challenger,
                    new Contender(
                            champion.encoder(),
                            new Dl4jEngine(former),
                            champion.manifest().threshold()));
        }
    }

    private List<MeasuredSet> compare(Contender challenger, @Nullable Contender champion) {
        List<MeasuredSet> sets = new ArrayList<>();
        for (String set : heldOut) {
            Comparison comparison =
                    new Comparison(challenger, champion, rows -> events.accept(new TrainingEvent.Comparing(set, rows)));
            DataFile read = new OrderRows(folder.heldOut(set)).read(comparison::add);
            sets.add(new MeasuredSet(comparison.result(set), OrderRows.used(set, DataSetUse.EVALUATION, read)));
        }
        return sets;
    }
}
