package io.sentiment.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.cli.Reviews;
import io.sentiment.cli.Terminal;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.UsedDataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code train --sources}: where data sets come from and on which terms. */
class SourcesCommandTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();

    @Test
    void manifestAndCardSayWhereDataComesFromAndOnWhichTerms() throws IOException {
        Path rows = Reviews.write(folder.resolve("rows.tsv"), 300, 1);
        Path development = Reviews.write(folder.resolve("dev.tsv"), 100, 3);
        Path sources = Files.writeString(
                folder.resolve("sources.tsv"),
                folder.getFileName() + "/rows\tOur customers, 2025; CC BY 4.0\nother\tx\n");
        Path bundle = folder.resolve("bundle");

        assertThat(terminal.train(rows, bundle, "--dev", development, "--sources", sources))
                .as(terminal.err())
                .isZero();

        assertThat(ModelBundle.open(bundle).manifest().dataSets())
                .extracting(UsedDataSet::source)
                .containsExactly("Our customers, 2025; CC BY 4.0", null);
        assertThat(bundle.resolve("README.md"))
                .content()
                .contains(
                        "/rows | training | 300 | Our customers, 2025; CC BY 4.0 | ",
                        "/dev | development | 100 | not said | ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "rows\t", "\tours", "rows\tours\tall", "rows\tours | theirs", "a\tb\na\tc"})
    void aLineThatSaysNothingIsRefusedWithItsNumber(String lines) throws IOException {
        Path rows = Reviews.write(folder.resolve("rows.tsv"), 300, 1);
        Path sources = Files.writeString(folder.resolve("sources.tsv"), "first\tours\n" + lines + "\n");
        int line = lines.contains("\n") ? 3 : 2;

        assertThat(terminal.train(rows, folder.resolve("bundle"), "--sources", sources))
                .isEqualTo(2);
        assertThat(terminal.err()).contains(sources + ", line " + line + ": ");
        assertThat(folder.resolve("bundle")).doesNotExist();
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        Path rows = Reviews.write(folder.resolve("rows.tsv"), 300, 1);

        assertThat(terminal.train(rows, folder.resolve("bundle"), "--sources", folder.resolve("none.tsv")))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("none.tsv of --sources cannot be read");
    }
}
