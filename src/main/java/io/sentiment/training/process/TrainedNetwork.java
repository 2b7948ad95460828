package io.sentiment.training.process;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.card.Findings;
import io.sentiment.network.Evaluation;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.training.TrainingResult;
import io.sentiment.storage.AtomicFile;
import io.sentiment.storage.Checksum;
import io.sentiment.training.gate.HeldOutComparison;
import io.sentiment.training.gate.PromotionGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A network at the end of its training, with all that is known of it. Does not own the network. */
record TrainedNetwork(
        Beginning beginning,
        TrainingRows rows,
        SentimentNetwork network,
        TrainingResult result,
        double seconds,
        List<MeasuredSet> sets) {

    /** Stores the bundle and then the report. */
    TrainingReport storeIn(OrderFolder folder) throws IOException {
        Path files = folder.unfinished().resolve("bundle");
        beginning
                .version(rows, sets.stream().map(MeasuredSet::data).toList())
                .write(files, network, result, seconds, Findings.of(metrics()));
        Checksum checksum = new Checksum();
        ModelBundle bundle = ModelBundle.open(files);
        AtomicFile.write(folder.bundle(), stream -> bundle.writeZip(checksum.of(stream)));
        TrainingReport report = report(checksum.hex(), Files.size(folder.bundle()));
        folder.writeReport(report);
        return report;
    }

    private TrainingReport report(String bundleSha256, long bundleBytes) {
        TrainingOrder order = beginning.order();
        List<HeldOutComparison> comparisons =
                sets.stream().map(MeasuredSet::comparison).toList();
        return new TrainingReport(
                order.model(),
                order.version(),
                bundleSha256,
                bundleBytes,
                rows.training().size(),
                rows.vocabulary().size(),
                beginning.newWords(rows.vocabulary()),
                result.epochs(),
                result.best().epoch(),
                seconds,
                comparisons,
                new PromotionGate(order.gate()).decide(comparisons));
    }

    private SortedMap<String, Evaluation> metrics() {
        SortedMap<String, Evaluation> metrics = new TreeMap<>();
        metrics.put(TrainingOrder.DEVELOPMENT, result.best().development());
        sets.forEach(set -> metrics.put(set.comparison().set(), set.comparison().challenger()));
        return metrics;
    }
}
