package io.sentiment.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.cli.Reviews;
import io.sentiment.cli.Terminal;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.network.Evaluation;
import io.sentiment.network.Precision;
import io.sentiment.network.onednn.OneDnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();

    @Test
    void aTrainedBundleEvaluatesPredictsAndSummarises() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 600, 1);
        Path test = Reviews.write(folder.resolve("test.tsv"), 100, 2);
        Path bundle = folder.resolve("bundle");

        assertThat(terminal.train(training, bundle, "--test", test, "--language", "en"))
                .as(terminal.err())
                .isZero();

        ModelManifest manifest = ModelBundle.open(bundle).manifest();
        assertThat(manifest.languages()).containsExactly("en");
        assertThat(manifest.scripts()).containsExactly("Latn");
        assertThat(manifest.metrics()).hasSize(2);
        assertThat(manifest.dataSets())
                .extracting(UsedDataSet::use)
                .containsExactly(UsedDataSet.Use.TRAINING, UsedDataSet.Use.EVALUATION);
        assertThat(bundle.resolve("README.md"))
                .content()
                .contains(" --data " + folder.getFileName() + "/train.tsv ", folder.getFileName() + "/test.tsv")
                .as("the folders of the machine that trained")
                .doesNotContain(folder.toString());
        String testSet = folder.getFileName() + "/test";
        Evaluation measured = Objects.requireNonNull(manifest.metrics().get(testSet));
        assertThat(measured.accuracy()).isGreaterThan(0.95);

        assertThat(terminal.run("evaluate", "--bundle", bundle, "--data", test, "--json"))
                .isZero();
        JsonNode evaluation =
                JsonMapper.shared().readTree(terminal.out()).get("evaluations").get(0);
        assertThat(evaluation.get("accuracy").asDouble()).isEqualTo(measured.accuracy());
        assertThat(evaluation.get("logLoss").asDouble()).isEqualTo(measured.logLoss(), within(1e-6));

        assertThat(terminal.run("evaluate", "--bundle", bundle, "--data", test)).isZero();
        assertThat(terminal.out())
                .contains(
                        "version 1 of the model 'tiny' on the 100 rows of " + testSet,
                        "accuracy",
                        "expected calibration error");

        if (OneDnn.precisions().contains(Precision.INT8)) {
            assertThat(terminal.run("evaluate", "--bundle", bundle, "--data", test, "--precision", "int8"))
                    .isZero();
            assertThat(terminal.out()).contains("against fp32", "labels changed");
        }
        assertThat(terminal.run("evaluate", "--bundle", bundle, "--data", test, "--precision", "fp8"))
                .isEqualTo(2);
        assertThat(terminal.err()).startsWith("There is no precision 'fp8'. This machine offers dl4j with fp32");

        Path texts = Files.writeString(folder.resolve("texts.txt"), "a superb film\nthe plot was dreadful\n");
        assertThat(terminal.run("predict", "--bundle", bundle, texts)).isZero();
        assertThat(terminal.out()
                        .lines()
                        .map(line ->
                                JsonMapper.shared().readTree(line).get("label").asString()))
                .containsExactly("positive", "negative");

        assertThat(terminal.run("summary", "--bundle", bundle)).isZero();
        assertThat(terminal.out()).startsWith("Model: \"tiny\"").contains("lstm (LSTM)");
    }

    @Test
    void theSameSeedGivesTheSameMetrics() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 300, 1);

        terminal.train(training, folder.resolve("first"));
        terminal.train(training, folder.resolve("second"));

        assertThat(ModelBundle.open(folder.resolve("first")).manifest().metrics())
                .isEqualTo(ModelBundle.open(folder.resolve("second")).manifest().metrics());
    }

    @Test
    void rowsOfATestThatTrainingHasSeenAreReportedAndThoseOfDevelopmentAreNotLearned() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 300, 1);
        List<String> known = Files.readAllLines(training);
        Path test = Files.writeString(
                folder.resolve("test.tsv"), "label\ttext\n" + known.get(1) + "\n0\tan awful bore of a film\n");
        // Long enough for an exclamation mark more to leave four fifths of the runs of words.
        Path development = Files.writeString(
                folder.resolve("dev.tsv"), "label\ttext\n" + longest(known) + "!\n0\ta dreadful bore of a film\n");
        Path bundle = folder.resolve("bundle");

        assertThat(terminal.train(training, bundle, "--epochs", "1", "--test", test, "--dev", development))
                .as(terminal.err())
                .isZero();

        String set = folder.getFileName() + "/test";
        assertThat(terminal.err())
                .contains(
                        "Dropped 0 training rows that are also development rows.",
                        "Dropped 1 training rows that resemble development rows.",
                        "1 of the 2 rows of " + set + " have the text of a training row, and 0 others resemble one.",
                        "299 training rows, 2 development rows");
        assertThat(ModelBundle.open(bundle).manifest().metrics())
                .extractingByKey(set + " without training texts")
                .extracting(Evaluation::rows)
                .isEqualTo(1);
    }

    private static String longest(List<String> lines) {
        return lines.stream().max(Comparator.comparingInt(String::length)).orElseThrow();
    }

    @Test
    void aModelWithPiecesReadsAMisspeltWord() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 600, 1);
        Path without = folder.resolve("without");
        Path with = folder.resolve("with");
        Path text = Files.writeString(folder.resolve("text.txt"), "a superbb film\n");

        assertThat(terminal.train(training, without, "--epochs", "1"))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.train(training, with, "--epochs", "1", "--pieces", "0.2", "--vocabulary-size", "300"))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.run("predict", "--bundle", without, text)).isZero();
        assertThat(terminal.out()).contains("\"tokens\":3,\"unknownTokens\":1");
        assertThat(terminal.run("predict", "--bundle", with, text)).isZero();
        assertThat(terminal.out()).contains("\"tokens\":4,\"unknownTokens\":0");
    }

    @Test
    void anUnusableRowIsNamedAndNothingIsTrained() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 50, 1);
        Files.writeString(training, Files.readString(training) + "perhaps\tso so\n");
        Path bundle = folder.resolve("bundle");

        assertThat(terminal.train(training, bundle)).isEqualTo(2);
        assertThat(terminal.err())
                .contains("train.tsv, line 52: ", "perhaps")
                .endsWith("The data has 1 row that cannot be used; correct the data, or go on without with"
                        + " --skip-unusable-rows.\n");
        assertThat(bundle).doesNotExist();

        assertThat(terminal.train(training, bundle, "--skip-unusable-rows")).isZero();
        assertThat(bundle).isDirectory();
    }

    @Test
    void aBundleIsNeverOverwritten() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 50, 1);
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("precious.txt"), "mine");

        assertThat(terminal.train(training, taken)).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo(taken + " exists already.\n");
        assertThat(taken.resolve("precious.txt")).hasContent("mine");
    }

    @Test
    void badOptionsGetASentenceAndExitCodeTwo() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 50, 1);
        Path bundle = folder.resolve("bundle");

        assertRefused("--dropout must be at least 0 and below 1, but is 1.5.", training, bundle, "--dropout", "1.5");
        assertRefused(
                "--learning-rate must be from 1.0E-8 to 1.0, but is 7.0.", training, bundle, "--learning-rate", "7");
        assertRefused("--hidden-size must be from 1 to 65536, but is 0.", training, bundle, "--hidden-size", "0");
        assertRefused("--dev-share must be above 0 and below 1, but is 1.0.", training, bundle, "--dev-share", "1");
        assertRefused("--minimum-count must be at least 1, but is 0.", training, bundle, "--minimum-count", "0");
        assertRefused("--pieces must be from 0 to 0.5, but is 0.6.", training, bundle, "--pieces", "0.6");
        assertThat(terminal.run("train", "--data", folder.resolve("none.tsv"), "--name", "tiny", "--out", bundle))
                .isEqualTo(2);
        assertThat(terminal.err())
                .contains("none.tsv")
                .doesNotContain("Exception")
                .hasLineCount(1);
        assertThat(terminal.run("train", "--data", training, "--name", "Not a name", "--out", bundle))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("Not a name").hasLineCount(1);
    }

    private void assertRefused(String sentence, Path training, Path bundle, Object... options) {
        assertThat(terminal.train(training, bundle, options)).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo(sentence + "\n");
        assertThat(bundle).doesNotExist();
    }
}
