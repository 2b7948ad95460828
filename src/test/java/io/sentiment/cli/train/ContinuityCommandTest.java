package io.sentiment.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.cli.Reviews;
import io.sentiment.cli.Terminal;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.dl4j.Continuity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --stateful} and {@code train --chunk}. */
class ContinuityCommandTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private Path rows = Path.of("");
    private Path development = Path.of("");

    @BeforeEach
    void writeRows() throws IOException {
        rows = Reviews.write(folder.resolve("rows.tsv"), 603, 1);
        development = Reviews.write(folder.resolve("dev.tsv"), 150, 3);
    }

    @Test
    void aStatefulTrainingTellsHowManyRowsItLeavesOutAndTheManifestThatItWasOne() throws IOException {
        Path bundle = folder.resolve("bundle");

        assertThat(train(bundle, "--stateful")).as(terminal.err()).isZero();

        assertThat(terminal.err()).contains("603 training rows, ");
        // 603 = 37 · 16 + 11.
        assertThat(terminal.err())
                .contains("Leaves the last 11 training rows out, because they do not fill a batch.\n");
        assertThat(manifest(bundle).training().settings().continuity()).isEqualTo(new Continuity(true, 0));
    }

    @Test
    void textsFarLongerThanTheMaximumAreLearnedToTheirEndPieceByPiece() throws IOException {
        // The word that decides is the last but two of some forty, and the network reads eight at once.
        Path tail = folder.resolve("long.tsv");
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(rows)) {
            String[] cells = line.split("\t", 2);
            text.append(cells[0])
                    .append('\t')
                    .append(cells[0].equals("label") ? "" : "the plot of the film was and the scene ".repeat(3))
                    .append(cells[1])
                    .append('\n');
        }
        Files.writeString(tail, text);
        Path bundle = folder.resolve("bundle");

        assertThat(terminal.train(tail, bundle, "--dev", development, "--chunk", 8, "--maximum-length", 12))
                .as(terminal.err())
                .isZero();

        ModelManifest manifest = manifest(bundle);
        assertThat(manifest.training().settings().continuity()).isEqualTo(new Continuity(false, 8));
        assertThat(manifest.metrics().get("development"))
                .satisfies(evaluation -> assertThat(evaluation.accuracy()).isGreaterThan(0.9));
        assertThat(terminal.err()).doesNotContain("Leaves");
    }

    @Test
    void anOrdinaryTrainingSaysNothingOfIt() throws IOException {
        Path bundle = folder.resolve("bundle");

        assertThat(train(bundle)).as(terminal.err()).isZero();

        assertThat(terminal.err()).doesNotContain("Leaves");
        assertThat(bundle.resolve("manifest.json")).content().doesNotContain("continuity");
    }

    @Test
    void whatCannotBeDoneIsSaidInASentence() {
        assertRefused(
                "--stateful needs an LSTM that reads forwards only, but this network reads backwards too.",
                "--stateful",
                "--bidirectional");
        assertRefused(
                "--chunk needs an LSTM that reads forwards only, but this network reads backwards too.",
                "--chunk",
                "8",
                "--bidirectional");
        assertRefused(
                "--stateful needs an LSTM that reads forwards only, but this network has the cell simple-rnn.",
                "--stateful",
                "--cell",
                "simple-rnn");
        assertRefused(
                "--chunk needs a network that answers from its last state, but the pooling of this one is max.",
                "--chunk",
                "8",
                "--pooling",
                "max");
        assertRefused(
                "--chunk must be from 1 to the maximum length of 12 tokens, but is 13.",
                "--chunk",
                "13",
                "--maximum-length",
                "12");
        assertRefused(
                "--chunk must be from 1 to the maximum length of 12 tokens, but is -1.",
                "--chunk",
                "-1",
                "--maximum-length",
                "12");
        assertRefused(
                "--stateful takes the rows in the order of the data: leave out --mixing-temperature and"
                        + " --rows-per-epoch.",
                "--stateful",
                "--rows-per-epoch",
                "100");
        assertRefused(
                "--adversarial goes over each batch twice: leave it out with --chunk.",
                "--chunk",
                "8",
                "--adversarial",
                "1");
        assertRefused(
                "--virtual-adversarial goes over each batch twice: leave it out with --stateful.",
                "--stateful",
                "--virtual-adversarial",
                "1");
        assertThat(train(folder.resolve("bundle"), "--stateful", "--batch-size", "700"))
                .isEqualTo(2);
        assertThat(terminal.err())
                .endsWith("--stateful needs at least as many training rows as a batch has, but there are 603 and"
                        + " --batch-size is 700.\n");
    }

    private void assertRefused(String sentence, Object... options) {
        Path bundle = folder.resolve("bundle");
        assertThat(train(bundle, options)).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo(sentence + "\n");
        assertThat(bundle).doesNotExist();
    }

    private static ModelManifest manifest(Path bundle) throws IOException {
        return ModelBundle.open(bundle).manifest();
    }

    private int train(Path bundle, Object... options) {
        Object[] all = new Object[options.length + 2];
        all[0] = "--dev";
        all[1] = development;
        System.arraycopy(options, 0, all, 2, options.length);
        return terminal.train(rows, bundle, all);
    }
}
