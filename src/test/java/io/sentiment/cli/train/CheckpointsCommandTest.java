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
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that ended before its bundle was written, because there was no place for it, and the same command again. */
class CheckpointsCommandTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private Path data = Path.of("");
    private Path checkpoints = Path.of("");
    private Path obstacle = Path.of("");
    private Path bundle = Path.of("");

    @BeforeEach
    void trainWithoutAPlaceForTheBundle() throws IOException {
        data = Reviews.write(folder.resolve("data.tsv"), 300, 1);
        checkpoints = folder.resolve("checkpoints");
        obstacle = Files.writeString(folder.resolve("obstacle"), "a file where a folder is needed");
        bundle = obstacle.resolve("bundle");

        assertThat(train(bundle, checkpoints)).as(terminal.err()).isNotZero();
        assertThat(terminal.err()).contains("Epoch 1: ", "Epoch 4: ");
        assertThat(checkpoints).isDirectoryContaining("glob:**/checkpoint-00004");
        Files.delete(obstacle);
    }

    @Test
    void theSameCommandGoesOnAfterTheLastFinishedEpochAndEndsAsIfNothingHadHappened() throws IOException {
        // As if the process had been killed in epoch 4.
        Files.delete(checkpoints.resolve("checkpoint-00004"));

        assertThat(train(bundle, checkpoints)).as(terminal.err()).isZero();

        assertThat(terminal.err())
                .contains("Goes on after epoch 3, which an earlier run of this command finished.", "Epoch 4: ")
                .doesNotContain("Epoch 3: ");
        Path other = folder.resolve("uninterrupted");
        assertThat(train(other, folder.resolve("other"))).isZero();
        assertThat(metrics(bundle)).isEqualTo(metrics(other));
        assertThat(embedding(bundle)).isEqualTo(embedding(other));
    }

    @Test
    void aStageOfThePreTrainingIsNotRepeated() throws IOException {
        for (int epoch = 3; epoch <= 4; epoch++) {
            Files.delete(checkpoints.resolve("checkpoint-0000" + epoch));
        }

        assertThat(train(bundle, checkpoints)).as(terminal.err()).isZero();

        assertThat(terminal.err()).contains("Taken from an earlier run: the word vectors.", "Epoch 1: ");
        Path other = folder.resolve("uninterrupted");
        assertThat(train(other, folder.resolve("other"))).isZero();
        assertThat(embedding(bundle)).isEqualTo(embedding(other));
    }

    @Test
    void ofSeveralRunsThoseThatWereFinishedAreNotRepeated() throws IOException {
        Path other = folder.resolve("uninterrupted");
        assertThat(train(other, folder.resolve("other"), "--runs", 2))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.err())
                .containsSubsequence(
                        "Run 1 of 2.", "Epoch 4: ", "Run 2 of 2.", "Epoch 4: ", "Mean of the weights of 2 runs: ");
        obstacle = Files.writeString(folder.resolve("obstacle"), "a file where a folder is needed");
        Path runs = folder.resolve("runs");
        assertThat(train(bundle, runs, "--runs", 2)).isNotZero();
        Files.delete(obstacle);
        Files.delete(runs.resolve("run-2/checkpoint-00004"));

        assertThat(train(bundle, runs, "--runs", 2)).as(terminal.err()).isZero();

        assertThat(terminal.err())
                .containsSubsequence("Goes on after epoch 4", "Run 2 of 2.", "Goes on after epoch 3", "Epoch 4: ")
                .doesNotContain("Epoch 3: ");
        assertThat(metrics(bundle)).isEqualTo(metrics(other));
        assertThat(embedding(bundle)).isEqualTo(embedding(other));
        assertThat(runs).isEmptyDirectory();
    }

    @Test
    void filesOfOthersInTheFolderOfARunAreKept() throws IOException {
        Path runs = folder.resolve("runs");
        Path notes = Files.createDirectories(runs.resolve("run-2")).resolve("notes.txt");
        Files.writeString(notes, "not of this training");
        Path foreign = Files.createDirectories(runs.resolve("run-7")).resolve("checkpoint-00001");
        Files.copy(checkpoints.resolve("checkpoint-00004"), foreign);

        assertThat(train(bundle, runs, "--runs", 2)).as(terminal.err()).isZero();

        assertThat(bundle).isDirectory();
        assertThat(runs.resolve("run-2")).isDirectoryContaining("glob:**/notes.txt");
        assertThat(foreign).exists();
        assertThat(runs.resolve("run-2/checkpoint-00004")).doesNotExist();
    }

    @Test
    void theCheckpointsAreDeletedWhenTheBundleIsWritten() throws IOException {
        assertThat(train(bundle, checkpoints)).as(terminal.err()).isZero();

        assertThat(terminal.err()).contains("Goes on after epoch 4").doesNotContain("Epoch 4: ");
        assertThat(bundle).isDirectory();
        try (Stream<Path> left = Files.list(checkpoints)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFolderOfOtherSettingsOrDataIsRefusedAndKept() throws IOException {
        assertThat(train(bundle, checkpoints, "--seed", "7")).isEqualTo(2);
        assertThat(terminal.err())
                .endsWith(checkpoints + " holds the checkpoint of a training with other settings or data: repeat the"
                        + " command that made it, or name another folder.\n");
        Files.writeString(data, Files.readString(data) + "1\ta row more\n");
        assertThat(train(bundle, checkpoints)).isEqualTo(2);
        assertThat(checkpoints).isDirectoryContaining("glob:**/checkpoint-00004");
    }

    private static SortedMap<String, Evaluation> metrics(Path bundle) throws IOException {
        return ModelBundle.open(bundle).manifest().metrics();
    }

    private static float[] embedding(Path bundle) throws IOException {
        try (var network = ModelBundle.open(bundle).openNetwork()) {
            return network.weights().embedding();
        }
    }

    private int train(Path out, Path checkpointFolder, Object... options) {
        List<Object> all = new ArrayList<>(List.of("--schedule", "cosine", "--average-decay", 0.9));
        all.addAll(List.of("--recurrent-dropout", 0.2, "--word-vectors", 1, "--checkpoints", checkpointFolder));
        all.addAll(List.of(options));
        return terminal.train(data, out, all.toArray());
    }
}
