package io.sentiment.training.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.model.RoutingProperties;
import io.sentiment.model.ScriptRouting;
import io.sentiment.model.StoredModels;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A correction without a model is learned by the model that predicted the text without a model. */
class CorrectionsTest {

    private static final String MIXED = "这部 Star Wars Episode Nine 电影不行";
    private static final RoutingProperties ROUTING = new RoutingProperties("reviews-zh");

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database = DatabaseKind.SQLITE.create();

    private ScriptRouting predictions;
    private Corrections corrections;

    @BeforeEach
    void storeModels() throws IOException {
        TinyModels.write(folder);
        StoredModels models = new StoredModels(database, Clock.systemUTC());
        List<ModelManifest> champions = Stream.of("reviews-en-2", "reviews-zh-1")
                .map(bundle -> models.addBundle(folder.resolve(bundle)))
                .map(StoredVersion::manifest)
                .toList();
        predictions = ScriptRouting.between(champions, ROUTING);
        corrections =
                new Corrections(database.jdbc(), models.champions(), models.versions(), ROUTING, Clock.systemUTC());
    }

    @Test
    void moreChineseWordsThanLatinOnesAreForTheChineseModelAlthoughMostLettersAreLatin() {
        assertThat(predictions.predictorOf(MIXED)).isEqualTo("reviews-zh");
        corrections.add(MIXED, false, null, "client");

        assertThat(take("reviews-en")).isEmpty();
        assertThat(take("reviews-zh")).containsExactly(MIXED);
    }

    @Test
    void aTextWithoutLettersIsForTheDefaultModel() {
        assertThat(predictions.predictorOf("👍 10/10")).isEqualTo("reviews-zh");
        corrections.add("👍 10/10", true, null, "client");

        assertThat(take("reviews-en")).isEmpty();
        assertThat(take("reviews-zh")).containsExactly("👍 10/10");
    }

    @Test
    void aTextOfWhichItReadsNothingTeachesNoModel() {
        assertThat(predictions.predictorOf("Это хорошо")).isEqualTo("reviews-zh");
        corrections.add("Это хорошо", true, null, "client");

        assertThat(take("reviews-zh")).isEmpty();
        assertThat(take("reviews-en")).isEmpty();
    }

    private List<String> take(String model) {
        return corrections.take(model, "retraining").stream()
                .map(taken -> taken.row().text())
                .toList();
    }
}
