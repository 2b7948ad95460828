package io.sentiment.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.cli.Reviews;
import io.sentiment.cli.Terminal;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeachersTest {

    /** The other half of the words that decide stands in texts whose labels only teachers know. */
    private static final Predicate<String> LABELLED =
            Pattern.compile("\\b(wonderful|great|awful|boring)\\b").asPredicate();

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private Path all = Path.of("");
    private Path labelled = Path.of("");
    private Path unlabelled = Path.of("");
    private Path test = Path.of("");

    @BeforeEach
    void writeTexts() throws IOException {
        all = Reviews.write(folder.resolve("all.tsv"), 600, 1);
        labelled = write("labelled.tsv", rows(all, LABELLED));
        List<String> texts = rows(all, LABELLED.negate()).stream()
                .map(row -> row.substring(row.indexOf('\t') + 1))
                .toList();
        unlabelled = Files.write(folder.resolve("unlabelled.txt"), texts);
        Path others = Reviews.write(folder.resolve("others.tsv"), 200, 2);
        test = write("test.tsv", rows(others, LABELLED.negate()));
    }

    @Test
    void aNetworkLearnsFromItsTeachersWhatNoLabelTellsIt() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        terminal.train(all, first, "--seed", 1);
        terminal.train(all, second, "--seed", 2, "--hidden-size", 6);

        double alone = accuracy(labelled, "alone", "--unlabelled", unlabelled);
        double taught = accuracy(labelled, "taught", "--unlabelled", unlabelled, "--teacher", first, second);

        assertThat(alone).isLessThan(0.8);
        assertThat(taught).isGreaterThan(0.95);
        assertThat(terminal.err()).contains("version 1 of the model 'tiny' answers ", " texts.");
    }

    @Test
    void teachersOutweighLabelsThatAreWrong() throws IOException {
        Path teacher = folder.resolve("teacher");
        terminal.train(all, teacher, "--seed", 1);
        List<String> flipped = rows(all, row -> true).stream()
                .map(row -> (row.startsWith("positive") ? "negative" : "positive") + row.substring(row.indexOf('\t')))
                .toList();
        Path wrong = write("wrong.tsv", flipped);

        double alone = accuracy(wrong, "misled");
        double corrected = accuracy(wrong, "corrected", "--teacher", teacher, "--taught", wrong + "=0.9");

        assertThat(alone).isLessThan(0.1);
        assertThat(corrected).isGreaterThan(0.9);
        assertThat(terminal.err()).contains("answers 540 texts.");

        Path others = write("others-wrong.tsv", flipped.subList(0, 300));
        Path rest = write("rest-wrong.tsv", flipped.subList(300, 600));
        double both = accuracy(
                others, "both", "--data", rest, "--teacher", teacher, "--taught", rest + "=0.8", others + "=0.9");

        assertThat(both).as("two files, each with a share of its own").isGreaterThan(0.9);
    }

    @Test
    void teachersThatCannotTeachAreRefusedInOneSentence() {
        Path missing = folder.resolve("missing");

        assertRefused(
                "--teacher needs texts to answer: name them with --unlabelled, or files of rows with --taught.\n",
                "--teacher",
                missing);
        assertRefused("--taught needs models that answer: name them with --teacher.\n", "--taught", labelled + "=0.5");
        assertRefused(
                "--taught must be above 0 and at most 1 for " + labelled + ", but is 1.5.\n",
                "--taught",
                labelled + "=1.5");
        assertRefused(
                "Cannot use the bundle " + missing + ": it is neither a readable folder nor a readable zip.\n",
                "--teacher",
                missing,
                "--unlabelled",
                unlabelled);
    }

    private double accuracy(Path data, String name, Object... options) throws IOException {
        List<Object> words = new ArrayList<>(List.of("--test", test));
        words.addAll(List.of(options));
        Path bundle = folder.resolve(name);
        assertThat(terminal.train(data, bundle, words.toArray()))
                .as(terminal.err())
                .isZero();
        Evaluation evaluation = ModelBundle.open(bundle).manifest().metrics().get(folder.getFileName() + "/test");
        return Objects.requireNonNull(evaluation).accuracy();
    }

    private void assertRefused(String sentence, Object... options) {
        Path bundle = folder.resolve("bundle");
        assertThat(terminal.train(labelled, bundle, options)).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo(sentence);
        assertThat(bundle).doesNotExist();
    }

    private Path write(String name, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("label\ttext"));
        lines.addAll(rows);
        return Files.write(folder.resolve(name), lines);
    }

    private static List<String> rows(Path file, Predicate<String> wanted) throws IOException {
        return Files.readAllLines(file).stream().skip(1).filter(wanted).toList();
    }
}
