package io.sentiment.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.UncertainBand;
import io.sentiment.text.TextReader.ReadText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class PredictionTest {

    private static final UncertainBand BAND = new UncertainBand(0.3, 0.6, 0.95, 0.8, List.of());

    @TempDir
    Path folder;

    private ModelManifest manifest;
    private ReadText text;

    @BeforeEach
    void open() throws IOException {
        TinyModels.write(folder, "reviews-en", 1, "en", "Latn", "a good and a bad film");
        ModelBundle bundle = ModelBundle.open(folder.resolve("reviews-en-1"));
        manifest = bundle.manifest();
        text = bundle.reader().read("a good film");
    }

    @Test
    void itIsNotSureInsideTheBandOfItsVersion() {
        ModelManifest banded = with(BAND);

        for (float inside : new float[] {0.31f, 0.5f, 0.59f}) {
            assertThat(Prediction.of(banded, text, inside).uncertain()).isTrue();
            assertThat(Prediction.of(banded, text, inside).isSure(banded)).isFalse();
        }
        for (float outside : new float[] {0.01f, 0.29f, 0.61f, 1}) {
            assertThat(Prediction.of(banded, text, outside).uncertain()).isNull();
            assertThat(Prediction.of(banded, text, outside).isSure(banded)).isTrue();
        }
        assertThat(Prediction.of(banded, text, 0.55f).label()).isEqualTo(Prediction.Label.POSITIVE);
    }

    @Test
    void aVersionWithoutABandNeverSaysThatItIsNotSure() {
        assertThat(Prediction.of(manifest, text, 0.5f).uncertain()).isNull();
        assertThat(Prediction.of(manifest, text, 0.5f).isSure(manifest)).isFalse();
        assertThat(Prediction.of(manifest, text, 0.05f).isSure(manifest)).isTrue();
    }

    @Test
    void whatIsNotKnownIsNotInTheJson() {
        assertThat(JsonMapper.shared().writeValueAsString(Prediction.of(with(BAND), text, 0.5f)))
                .endsWith(",\"truncated\":false,\"uncertain\":true}");
        assertThat(JsonMapper.shared().writeValueAsString(Prediction.of(with(BAND), text, 0.9f)))
                .endsWith(",\"truncated\":false}");
    }

    private ModelManifest with(@Nullable UncertainBand band) {
        return new ModelManifest(
                manifest.formatVersion(),
                manifest.model(),
                manifest.version(),
                manifest.created(),
                manifest.languages(),
                manifest.scripts(),
                manifest.architecture(),
                manifest.tokenizer(),
                manifest.threshold(),
                manifest.training(),
                manifest.dataSets(),
                manifest.metrics(),
                manifest.behaviour(),
                band,
                manifest.files());
    }
}
