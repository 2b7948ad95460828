package io.sentiment.model.bundle;

import io.sentiment.evaluation.PassRate;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Evaluation;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabularies;
import io.sentiment.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A real model with random weights that is made in no time. */
public final class SmallModel {

    public static final Architecture ARCHITECTURE = new Architecture(50, 4, Cell.LSTM, 3, 1, false, 8, 0);
    static final String MODEL_CARD = "# Reviews\n\nReads reviews, such as «très bien». 👍\n";

    /** Trained on the text {@code word1 word2}, with one row to measure on. */
    static final BundleRows ROWS;

    static {
        Fingerprints.Collector rows = new Fingerprints.Collector();
        rows.add(Fingerprints.of(List.of("word1", "word2")));
        ROWS = new BundleRows(rows.collected(), List.of(new LabelledRow("word3 word4", true)));
    }

    private SmallModel() {}

    /** The words {@code word0} to {@code word47} behind the two reserved tokens. */
    public static Vocabulary vocabulary() {
        List<String> words =
                IntStream.range(0, 48).mapToObj(number -> "word" + number).toList();
        return Vocabularies.ofMostFrequent(List.of(words), 50, 1);
    }

    static SentimentNetwork network() {
        return SentimentNetwork.create(ARCHITECTURE, TrainingSettings.DEFAULT);
    }

    public static ModelManifest manifest(String model, int version) {
        return manifest(model, version, ARCHITECTURE);
    }

    public static ModelManifest manifest(String model, int version, Architecture architecture) {
        return manifest(
                model,
                version,
                architecture,
                new TrainingRun(TrainingSettings.DEFAULT, 5, 3, 12.5, "train --data reviews.tsv"));
    }

    public static ModelManifest manifest(String model, int version, Architecture architecture, TrainingRun run) {
        TreeMap<String, Evaluation> metrics = new TreeMap<>();
        metrics.put(
                "held-out", Evaluation.of(new float[] {0.9f, 0.2f, 0.6f}, new boolean[] {true, false, false}, 0.45));
        return new ModelManifest(
                1,
                model,
                version,
                Instant.parse("2026-03-01T12:30:00Z"),
                List.of("en", "zh-Hans"),
                List.of("Latn", "Hani"),
                architecture,
                TokenizerSettings.current(),
                0.45,
                run,
                List.of(
                        new UsedDataSet("reviews", UsedDataSet.Use.TRAINING, 1000, "ab".repeat(32)),
                        new UsedDataSet("held-out", UsedDataSet.Use.EVALUATION, 3, "cd".repeat(32))),
                metrics,
                new TreeMap<>(Map.of("en", new TreeMap<>(Map.of("negation", new PassRate(40, 31))))),
                null,
                new TreeMap<>());
    }

    /** Writes version 1 of {@code reviews} to a folder and returns the folder. */
    public static Path write(Path folder) throws IOException {
        return write(folder, "reviews", 1);
    }

    public static Path write(Path folder, String model, int version) throws IOException {
        return write(folder, model, version, ROWS);
    }

    /**
     * Writes a bundle.
     *
     * @param rows what the bundle tells of rows
     */
    public static Path write(Path folder, String model, int version, BundleRows rows) throws IOException {
        try (SentimentNetwork network = network()) {
            ModelBundle.write(folder, manifest(model, version), network, vocabulary(), MODEL_CARD, rows);
        }
        return folder;
    }
}
