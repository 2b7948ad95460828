package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.training.pipeline.Teachers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Which models teach, and what. */
final class TeachingOptions {

    @Option(
            names = "--teacher",
            paramLabel = "BUNDLE",
            arity = "1..*",
            description = "Bundles, folders or zips, whose mean probability is mixed into the labels of the files of "
                    + "--taught or, without it, becomes the label of each text of --unlabelled; these texts then join "
                    + "the training rows (distillation).")
    private List<Path> teachers = List.of();

    @Option(
            names = "--taught",
            paramLabel = "FILE=SHARE",
            arity = "1..*",
            description =
                    "How much of the labels of a --data file is what the models of --teacher answer, such as 0.5: for "
                            + "files of which some labels are wrong.")
    private Map<Path, Double> taught = new TreeMap<>();

    /** @throws InvalidInputException if a file is none of {@code data}, or its share cannot be */
    void requireValid(DataOptions data) {
        data.requireOfData("--taught", taught, share -> share > 0 && share <= 1, "above 0 and at most 1");
    }

    /**
     * The opened bundles of the teachers, of which there may be none.
     *
     * @param training files of rows, in the order in which they are read
     * @param unlabelled whether there are texts without labels
     * @throws InvalidInputException if there is nobody to answer, or nothing
     */
    Teachers teachers(List<Path> training, boolean unlabelled) {
        if (!taught.isEmpty() && teachers.isEmpty()) {
            throw new InvalidInputException("--taught needs models that answer: name them with --teacher.");
        }
        if (!teachers.isEmpty() && !unlabelled && taught.isEmpty()) {
            throw new InvalidInputException(
                    "--teacher needs texts to answer: name them with --unlabelled, or files of rows with --taught.");
        }
        return new Teachers(
                teachers.stream().map(ModelBundle::open).toList(),
                training.stream().map(file -> taught.getOrDefault(file, 0.0)).toList());
    }
}
