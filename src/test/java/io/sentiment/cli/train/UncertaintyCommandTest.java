package io.sentiment.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.cli.Reviews;
import io.sentiment.cli.Terminal;
import io.sentiment.model.bundle.ManifestFile;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.UncertainBand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --certain-accuracy}: the band of probabilities at which a model is not sure. */
class UncertaintyCommandTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private Path rows = Path.of("");
    private Path development = Path.of("");

    @BeforeEach
    void writeRows() throws IOException {
        rows = Reviews.write(folder.resolve("rows.tsv"), 600, 1);
        development = Reviews.write(folder.resolve("dev.tsv"), 250, 3);
    }

    @Test
    void theBandIsToldAndGoesIntoManifestAndModelCard() throws IOException {
        Path bundle = folder.resolve("bundle");

        assertThat(train(bundle)).as(terminal.err()).isZero();

        UncertainBand band =
                Objects.requireNonNull(ModelBundle.open(bundle).manifest().uncertain());
        assertThat(band.accuracy()).isEqualTo(0.95);
        assertThat(band.coverage()).isBetween(0.5, 1.0);
        assertThat(band.riskCoverage()).hasSize(10);
        assertThat(terminal.err()).contains("Not sure between ");
        assertThat(bundle.resolve("README.md")).content().contains("| 100 % | ", "Outside, at least 95.0 %");
    }

    @Test
    void itIsLeftOutWhereNobodyWantsItOrTooFewRowsTell() throws IOException {
        Path unwanted = folder.resolve("unwanted");
        Path few = folder.resolve("few");
        Path fewRows = Reviews.write(folder.resolve("few.tsv"), 60, 4);

        assertThat(train(unwanted, "--certain-accuracy", "0"))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.err()).doesNotContain("sure").doesNotContain("band");
        assertThat(terminal.train(rows, few, "--dev", fewRows))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.err())
                .contains(
                        "Fits no band of uncertain answers: it needs at least 100 development rows, and there are 60.\n");
        for (Path bundle : new Path[] {unwanted, few}) {
            assertThat(ModelBundle.open(bundle).manifest().uncertain()).isNull();
            assertThat(bundle.resolve("manifest.json")).content().doesNotContain("uncertain");
        }
    }

    @Test
    void aBandThatEndsBeforeItBeginsIsNoManifest() throws IOException {
        Path bundle = folder.resolve("bundle");
        train(bundle);
        String manifest = Files.readString(bundle.resolve("manifest.json"));
        String turned = manifest.replaceFirst("\"from\" : [0-9.E-]+", "\"from\" : 0.9")
                .replaceFirst("\"to\" : [0-9.E-]+", "\"to\" : 0.1");

        assertThat(turned).isNotEqualTo(manifest);
        assertThatThrownBy(() -> ManifestFile.read(turned.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A band cannot end at 0.1, before it begins at 0.9.");
    }

    @Test
    void aShareThatCannotBeIsRefused() {
        Path bundle = folder.resolve("bundle");

        for (String share : new String[] {"1", "0.4", "-1", "NaN"}) {
            assertThat(train(bundle, "--certain-accuracy", share)).isEqualTo(2);
            assertThat(terminal.err())
                    .isEqualTo("--certain-accuracy must be from 0.5 to 0.999, or 0 for none, but is "
                            + Double.parseDouble(share) + ".\n");
        }
        assertThat(bundle).doesNotExist();
    }

    private int train(Path bundle, String... options) {
        Object[] all = new Object[options.length + 2];
        all[0] = "--dev";
        all[1] = development;
        System.arraycopy(options, 0, all, 2, options.length);
        return terminal.train(rows, bundle, all);
    }
}
