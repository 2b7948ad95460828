package io.sentiment.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.cli.Reviews;
import io.sentiment.cli.Terminal;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.Evaluation;
import io.sentiment.network.cuda.StandIn;
import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.network.dl4j.Schedule;
import io.sentiment.network.dl4j.Schedule.Decay;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings.Mixing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of {@code train} that say how to train and what to select by. */
class TrainingMethodsCommandTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private Path large = Path.of("");
    private Path small = Path.of("");
    private Path development = Path.of("");
    private int bundles;

    @BeforeEach
    void writeRows() throws IOException {
        large = Reviews.write(folder.resolve("large.tsv"), 600, 1);
        small = Reviews.write(folder.resolve("small.tsv"), 200, 2);
        development = Reviews.write(folder.resolve("dev.tsv"), 150, 3);
    }

    @Test
    void everyMethodIsAnOptionAndTheManifestTellsWhichWereOn() throws IOException {
        Path bundle = folder.resolve("bundle");

        assertThat(train(
                        bundle,
                        "--schedule",
                        "linear",
                        "--warm-up",
                        "0.1",
                        "--final-rate",
                        "0.05",
                        "--label-smoothing",
                        "0.05",
                        "--average-decay",
                        "0.9",
                        "--word-dropout",
                        "0.02",
                        "--embedding-dropout",
                        "0.05",
                        "--spatial-dropout",
                        "0.1",
                        "--recurrent-dropout",
                        "0.2",
                        "--adversarial",
                        "1",
                        "--mixing-temperature",
                        "2",
                        "--rows-per-epoch",
                        "700"))
                .as(terminal.err())
                .isZero();

        ModelManifest manifest = ModelBundle.open(bundle).manifest();
        assertThat(manifest.training().settings().schedule()).isEqualTo(new Schedule(Decay.LINEAR, 0.1, 0.05));
        assertThat(manifest.training().settings().regularisation())
                .isEqualTo(new Regularisation(0.05, 0.9, 0.02, 0.05, 0.1, 0.2, 1, 0));
        assertThat(manifest.training().settings().mixing()).isEqualTo(new Mixing(2, 700));
        assertThat(manifest.metrics().get("development"))
                .satisfies(evaluation -> assertThat(evaluation.accuracy()).isGreaterThan(0.9));
    }

    @Test
    void severalDevelopmentSetsAreReportedApartAndTheirMeanSelects() throws IOException {
        Path bundle = folder.resolve("bundle");

        assertThat(train(bundle, "--dev", development, "--hold-out", small + "=80"))
                .as(terminal.err())
                .isZero();

        String set = folder.getFileName() + "/dev";
        String heldOut = folder.getFileName() + "/small held out";
        ModelManifest manifest = ModelBundle.open(bundle).manifest();
        assertThat(manifest.metrics()).containsOnlyKeys("development", set, heldOut);
        assertThat(manifest.metrics().get(set))
                .satisfies(evaluation -> assertThat(evaluation.rows()).isEqualTo(150));
        assertThat(manifest.metrics().get(heldOut))
                .satisfies(evaluation -> assertThat(evaluation.rows()).isEqualTo(80));
        assertThat(terminal.err())
                .contains(
                        "720 training rows, 230 development rows",
                        "  " + set + ": log loss ",
                        "  " + heldOut + ": log");
        assertThat(terminal.err()).contains("Calibrated: the log odds of all answers are divided by ");
        assertThat(manifest.training().temperature()).isNotEqualTo(1);
        assertThat(bundle.resolve("README.md")).content().contains("temperature scaling");
    }

    @Test
    void whereTheMeanOfSeveralRunsIsWorseTheBestRunIsKeptAlone() throws IOException {
        Path bundle = folder.resolve("bundle");

        assertThat(train(bundle, "--runs", "2", "--epochs", "2", "--learning-rate", "0.002"))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.err())
                .containsSubsequence("Run 1 of 2.", "Epoch 2: ", "Run 2 of 2.", "Epoch 2: ")
                .containsPattern(
                        "Mean of the weights of 2 runs: development log loss .* %; no better, and not kept\\.\\R"
                                + "Keeps the weights of run [12]\\.");
        assertThat(ModelBundle.open(bundle).manifest().training().averagedRuns())
                .isEqualTo(1);
        assertThat(bundle.resolve("README.md")).content().doesNotContain("such runs");
    }

    @Test
    void aFileIsTrainedOnUpToItsCapAndHeldOutRowsAreNotCounted() throws IOException {
        Path bundle = folder.resolve("bundle");

        assertThat(train(bundle, "--hold-out", small + "=80", "--cap", large + "=101"))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.err()).contains("221 training rows, 80 development rows");
    }

    @Test
    void theRowsOfAFileCanBeReadSeveralTimesAPass() throws IOException {
        Path bundle = folder.resolve("bundle");

        assertThat(train(bundle, "--hold-out", small + "=80", "--cap", large + "=101", "--repeat", small + "=3"))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.err()).contains("461 training rows, 80 development rows");
    }

    @Test
    void calibrationNeedsEnoughRowsOrAWordFromTheUser() throws IOException {
        train(folder.resolve("few"), "--dev", development);
        train(folder.resolve("asked"), "--dev", development, "--calibrate");
        train(folder.resolve("refused"), "--dev", large, "--no-calibrate");

        assertThat(temperature("few")).isEqualTo(1);
        assertThat(temperature("asked")).isNotEqualTo(1);
        assertThat(temperature("refused")).isEqualTo(1);
        assertThat(folder.resolve("few/README.md")).content().doesNotContain("temperature scaling");
    }

    @Test
    void aGpuTrainsWhereItIsAskedForAndTheBundleIsADl4jNetworkAllTheSame() throws IOException {
        Path bundle = folder.resolve("bundle");

        int exitCode = StandIn.fresh().with(() -> train(bundle, "--device", "cuda", "--hold-out", small + "=80"));

        assertThat(exitCode).as(terminal.err()).isZero();
        ModelBundle opened = ModelBundle.open(bundle);
        assertThat(opened.manifest().metrics().get("development"))
                .satisfies(evaluation -> assertThat(evaluation.accuracy()).isGreaterThan(0.9));
        try (SentimentNetwork network = opened.openNetwork()) {
            assertThat(network.positiveProbabilities(List.of(opened.encoder().encode("wonderful"))))
                    .hasSize(1);
        }
    }

    @Test
    void theCpuTrainsVirtuallyAdversariallyAlsoWhereThereIsAGpuAndTheManifestTellsIt() throws IOException {
        Path bundle = folder.resolve("bundle");

        int exitCode =
                StandIn.fresh().with(() -> train(bundle, "--virtual-adversarial", "1", "--hold-out", small + "=80"));

        assertThat(exitCode).as(terminal.err()).isZero();
        ModelManifest manifest = ModelBundle.open(bundle).manifest();
        assertThat(manifest.training().settings().regularisation().virtualAdversarial())
                .isEqualTo(1);
        assertThat(manifest.metrics().get("development"))
                .satisfies(evaluation -> assertThat(evaluation.accuracy()).isGreaterThan(0.9));
    }

    @Test
    void textsWithoutLabelsChangeTheNetworkThatKeepsItsAnswers() throws IOException {
        // The same words in other texts, so that the vocabulary is the same.
        Path some = Files.writeString(folder.resolve("some.txt"), "a terrible plot\nwonderful scene\n");
        Path others = Files.writeString(folder.resolve("others.txt"), "a wonderful plot\nterrible scene\n");

        assertThat(trainedWith(some)).isEqualTo(trainedWith(others));
        assertThat(trainedWith(some, "--virtual-adversarial", "1"))
                .isNotEqualTo(trainedWith(others, "--virtual-adversarial", "1"));
    }

    private Map<String, Evaluation> trainedWith(Path unlabelled, Object... options) throws IOException {
        Path bundle = folder.resolve("bundle" + bundles++);
        List<Object> all = new ArrayList<>(List.of("--epochs", "1", "--unlabelled", unlabelled));
        all.addAll(List.of(options));
        assertThat(train(bundle, all.toArray())).as(terminal.err()).isZero();
        return ModelBundle.open(bundle).manifest().metrics();
    }

    @Test
    void whatCannotBeDoneIsSaidInASentence() {
        Path bundle = folder.resolve("bundle");

        assertRefused("--warm-up must be from 0.0 to 0.9, but is 1.0.", bundle, "--warm-up", "1");
        assertRefused(
                "--virtual-adversarial must be from 0.0 to 1000.0, but is -1.0.",
                bundle,
                "--virtual-adversarial",
                "-1");
        assertRefused(
                "Adversarial and virtual adversarial training each make a second pass over a batch: choose one.",
                bundle,
                "--adversarial",
                "1",
                "--virtual-adversarial",
                "1");
        assertRefused(
                "--virtual-adversarial trains on the CPU only: leave out --device cuda.",
                bundle,
                "--virtual-adversarial",
                "1",
                "--device",
                "cuda");
        assertRefused("There is no device 'gpu' to train on, only auto, cpu and cuda.", bundle, "--device", "gpu");
        assertRefused("There is no training in 'int8', only in auto, fp32 and bf16.", bundle, "--precision", "int8");
        assertRefused("--runs must be from 1 to 20, but is 0.", bundle, "--runs", "0");
        assertRefused("--word-dropout must be from 0.0 to 0.9, but is 1.0.", bundle, "--word-dropout", "1");
        assertRefused(
                "--mixing-temperature must be from 1.0 to 100.0, but is 0.5.", bundle, "--mixing-temperature", "0.5");
        assertRefused(
                "--hold-out names other.tsv, which is not among the files of --data: write it in the same way.",
                bundle,
                "--hold-out",
                "other.tsv=10");
        assertRefused(
                "--cap names other.tsv, which is not among the files of --data: write it in the same way.",
                bundle,
                "--cap",
                "other.tsv=10");
        assertRefused("--cap must be at least 2 rows for " + small + ", but is 1.", bundle, "--cap", small + "=1");
        assertRefused(
                "--repeat must be from 2 to 10 times for " + small + ", but is 1.", bundle, "--repeat", small + "=1");
        assertRefused(
                "--hold-out must be at least 1 row for " + small + ", but is 0.", bundle, "--hold-out", small + "=0");
        assertThat(train(bundle, "--hold-out", small + "=200")).isEqualTo(2);
        assertThat(terminal.err())
                .endsWith("--hold-out must leave rows of " + small
                        + " to train on: hold out from 1 to 199 instead of 200.\n");
    }

    private double temperature(String name) throws IOException {
        return ModelBundle.open(folder.resolve(name)).manifest().training().temperature();
    }

    private void assertRefused(String sentence, Path bundle, Object... options) {
        assertThat(train(bundle, options)).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo(sentence + "\n");
        assertThat(bundle).doesNotExist();
    }

    private int train(Path bundle, Object... options) {
        List<Object> all = new ArrayList<>(List.of("--data", small));
        all.addAll(List.of(options));
        return terminal.train(large, bundle, all.toArray());
    }
}
