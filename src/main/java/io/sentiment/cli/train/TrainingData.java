package io.sentiment.cli.train;

import io.sentiment.cli.options.EvaluationSet;
import io.sentiment.cli.options.Overlap;
import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.rows.DistinctRows;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.Split;
import io.sentiment.rows.file.DataFile;
import io.sentiment.rows.file.DataSet;
import io.sentiment.training.pipeline.TrainingPipeline;
import io.sentiment.training.pipeline.Words;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rows of a training: no text occurs twice among the training rows, and none of them resembles a development row.
 *
 * @param training what the network learns from, a list a file
 * @param development what selects the best epoch, by the name of the set
 * @param tests rows by the name of their evaluation set
 * @param measuring rows of the domain for the bundle
 * @param files what was read, for the manifest
 */
record TrainingData(
        List<List<LabelledRow>> training,
        Map<String, List<LabelledRow>> development,
        Map<String, List<LabelledRow>> tests,
        List<LabelledRow> measuring,
        List<UsedDataSet> files) {

    /**
     * Reads the files and reports what was dropped of them.
     *
     * @param words gets every training row that is kept
     */
    static TrainingData read(DataOptions options, long seed, Words words, PrintWriter report) {
        DataSet data = options.read(options.training(), report);
        List<UsedDataSet> files = new ArrayList<>(used(data.files(), UsedDataSet.Use.TRAINING));
        Map<String, List<LabelledRow>> tests = new LinkedHashMap<>();
        for (Path path : options.tests()) {
            DataSet test = options.read(List.of(path), report);
            tests.put(test.files().get(0).name(), test.rows());
            files.addAll(used(test.files(), UsedDataSet.Use.EVALUATION));
        }
        DistinctRows distinct = DistinctRows.of(data.rows());
        report.printf(
                "%d rows; dropped %d repeated rows and %d rows of %d texts with both labels.%n",
                data.rows().size(), distinct.repeatedRows(), distinct.conflictingRows(), distinct.conflictingTexts());
        DistinctRows remaining = distinct;
        Map<String, List<LabelledRow>> development = new LinkedHashMap<>();
        for (Path path : options.development()) {
            DataSet file = options.read(List.of(path), report);
            files.addAll(used(file.files(), UsedDataSet.Use.DEVELOPMENT));
            DistinctRows rows = DistinctRows.of(file.rows());
            remaining = remaining.without(rows);
            development.put(file.files().get(0).name(), rows.rows());
        }
        if (!development.isEmpty()) {
            report.printf(
                    "Dropped %d training rows that are also development rows.%n", distinct.size() - remaining.size());
        }
        List<List<LabelledRow>> training = split(options, data, remaining.rows(), seed, development);
        List<EvaluationSet> sets = new ArrayList<>();
        tests.forEach((name, rows) -> sets.add(new EvaluationSet(name, rows)));
        Overlap overlap = new Overlap(development.values(), sets);
        List<List<LabelledRow>> learnable = training.stream()
                .map(rows -> overlap.learnable(rows, words::add))
                .toList();
        overlap.report(report);
        overlap.tests().forEach(set -> tests.put(set.name(), set.rows()));
        return new TrainingData(learnable, development, tests, measuring(options, development, report), files);
    }

    private static List<LabelledRow> measuring(
            DataOptions options, Map<String, List<LabelledRow>> development, PrintWriter report) {
        Path path = options.measuring();
        List<LabelledRow> rows = path == null
                ? development.values().stream().flatMap(Collection::stream).toList()
                : options.read(List.of(path), report).rows();
        return BundleRows.measuring(List.of(), rows);
    }

    /** The training rows of each file; adds those that are held out to the development rows. */
    private static List<List<LabelledRow>> split(
            DataOptions options,
            DataSet data,
            List<LabelledRow> rows,
            long seed,
            Map<String, List<LabelledRow>> development) {
        if (options.holdsOutAShare()) {
            Split split = options.split(rows, seed);
            development.put("development", split.development());
            return taken(options, data.byFile(split.training()));
        }
        List<List<LabelledRow>> training = new ArrayList<>();
        List<List<LabelledRow>> byFile = data.byFile(rows);
        for (int index = 0; index < byFile.size(); index++) {
            Path path = options.training().get(index);
            Split split = options.split(path, byFile.get(index), seed);
            training.add(split.training());
            if (!split.development().isEmpty()) {
                development.put(data.files().get(index).name() + " held out", split.development());
            }
        }
        return taken(options, training);
    }

    private static List<List<LabelledRow>> taken(DataOptions options, List<List<LabelledRow>> training) {
        return IntStream.range(0, training.size())
                .mapToObj(index -> options.taken(options.training().get(index), training.get(index)))
                .toList();
    }

    /** How a manifest speaks of files that were read. */
    static List<UsedDataSet> used(List<DataFile> files, UsedDataSet.Use use) {
        return files.stream()
                .map(file -> new UsedDataSet(file.name(), use, Math.toIntExact(file.rows()), file.sha256()))
                .toList();
    }

    List<TrainingPipeline.Rows> learnable() {
        return training.stream().map(TrainingData::supply).toList();
    }

    Map<String, TrainingPipeline.Rows> selecting() {
        Map<String, TrainingPipeline.Rows> sets = new LinkedHashMap<>();
        development.forEach((name, rows) -> sets.put(name, supply(rows)));
        return sets;
    }

    /** The rows that texts without labels must not be among. */
    Stream<LabelledRow> measured() {
        return Stream.concat(development.values().stream(), tests.values().stream())
                .flatMap(Collection::stream);
    }

    int trainingRows() {
        return training.stream().mapToInt(List::size).sum();
    }

    int developmentRows() {
        return development.values().stream().mapToInt(List::size).sum();
    }

    private static TrainingPipeline.Rows supply(List<LabelledRow> rows) {
        return rows::forEach;
    }
}
