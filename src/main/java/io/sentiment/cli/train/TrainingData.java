package io.sentiment.cli.train;

import io.sentiment.cli.options.EvaluationSet;
import io.sentiment.cli.options.Overlap;
import io.sentiment.model.bundle.DataSetUse;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.rows.DataFile;
import io.sentiment.rows.DataSet;
import io.sentiment.rows.DistinctRows;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.Split;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The rows of a training: no text occurs twice among the training rows, and none of them resembles a development row.
 *
 * @param training what the network learns from, a list a file
 * @param development what selects the best epoch, by the name of the set
 * @param tests rows by the name of their evaluation set
 * @param files what was read, for the manifest
 */
public record TrainingData(
        List<List<LabelledRow>> training,
        Map<String, List<LabelledRow>> development,
        Map<String, List<LabelledRow>> tests,
        List<UsedDataSet> files) {

    static TrainingData read(TrainCommand command, long seed, PrintWriter report) {
        DataSet data = command.unusableRows.read(command.data, report);
        List<UsedDataSet> files = new ArrayList<>(used(command.data, data, DataSetUse.TRAINING));
        Map<String, List<LabelledRow>> tests = new LinkedHashMap<>();
        for (Path path : command.tests) {
            DataSet test = command.unusableRows.read(List.of(path), report);
            tests.put(name(path), test.rows());
            files.addAll(used(List.of(path), test, DataSetUse.EVALUATION));
        }
        DistinctRows distinct = DistinctRows.of(data.rows());
        report.printf(
                "%d rows; dropped %d repeated rows and %d rows of %d texts with both labels.%n",
                data.rows().size(), distinct.repeatedRows(), distinct.conflictingRows(), distinct.conflictingTexts());
        DistinctRows remaining = distinct;
        Map<String, List<LabelledRow>> development = new LinkedHashMap<>();
        for (Path path : command.development) {
            DataSet file = command.unusableRows.read(List.of(path), report);
            files.addAll(used(List.of(path), file, DataSetUse.DEVELOPMENT));
            DistinctRows rows = DistinctRows.of(file.rows());
            remaining = remaining.without(rows);
            development.put(name(path), rows.rows());
        }
        if (!development.isEmpty()) {
            report.printf(
                    "Dropped %d training rows that are also development rows.%n", distinct.size() - remaining.size());
        }
        List<List<LabelledRow>> training = new ArrayList<>();
        if (development.isEmpty() && !command.selection.holdsOut()) {
            Split split = Split.stratified(remaining.rows(), command.developmentShare, seed);
            development.put("development", split.development());
            training.addAll(data.byFile(split.training()));
        } else {
            List<List<LabelledRow>> byFile = data.byFile(remaining.rows());
            for (int index = 0; index < byFile.size(); index++) {
                Path path = command.data.get(index);
                Split split = command.selection.split(path, byFile.get(index), seed);
                training.add(split.training());
                if (!split.development().isEmpty()) {
                    development.put(name(path) + " held out", split.development());
                }
            }
        }
        List<EvaluationSet> sets = new ArrayList<>();
        tests.forEach((name, rows) -> sets.add(new EvaluationSet(name, rows)));
        Overlap overlap = new Overlap(development.values(), sets);
        List<List<LabelledRow>> learnable =
                training.stream().map(overlap::learnable).toList();
        overlap.report(report);
        overlap.tests().forEach(set -> tests.put(set.name(), set.rows()));
        return new TrainingData(learnable, development, tests, files);
    }

    List<LabelledRow> allTraining() {
        return training.stream().flatMap(List::stream).toList();
    }

    int developmentRows() {
        return development.values().stream().mapToInt(List::size).sum();
    }

    private static List<UsedDataSet> used(List<Path> paths, DataSet data, DataSetUse use) {
        return IntStream.range(0, paths.size())
                .mapToObj(index -> {
                    DataFile file = data.files().get(index);
                    return new UsedDataSet(name(paths.get(index)), use, Math.toIntExact(file.rows()), file.sha256());
                })
                .toList();
    }

    /** {@code sst2/test} for {@code …/sst2/test.tsv.gz}: the folder tells what the file name does not. */
    public static String name(Path path) {
        String file = path.getFileName().toString().replaceFirst("\\.[a-z.]+$", "");
        Path folder = path.toAbsolutePath().getParent();
        return folder == null || folder.getFileName() == null ? file : folder.getFileName() + "/" + file;
    }
}
