package io.sentiment.model.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.NetworkWeights;
import io.sentiment.prediction.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written for Keras is read as what it was. */
class KerasExportTest {

    @TempDir
    Path folder;

    @Test
    void everyShippedNetworkIsTheSameBundleAgain() throws IOException {
        LoadedModels shipped = LoadedModels.shipped();
        for (String model : shipped.models()) {
            assertSameAgain(shipped.newest(model));
        }
    }

    @Test
    void aNetworkThatReadsInBothDirectionsIsTheSameBundleAgain() throws IOException {
        assertSameAgain(TinyModels.pooled(folder));
    }

    @ParameterizedTest
    @CsvSource({"sigmoid, true, 5", "hard_sigmoid, true, 5", "hard_sigmoid, false, 5"})
    void anImportedNetworkIsTheSameBundleAgain(String gates, boolean masksZero, int length) throws IOException {
        Path model = new KerasFile("2.2.4")
                .embedding(9, masksZero)
                .lstm("\"activation\": \"relu\", \"recurrent_activation\": \"" + gates + "\"")
                .layer("Dense", "\"name\": \"between\", \"units\": 3, \"activation\": \"tanh\"")
                .array("between/between/kernel:0", new float[][] {{1, -1, .3f}})
                .array("between/between/bias:0", new float[] {.5f, 0, .1f})
                .layer("Dense", "\"name\": \"dense\", \"units\": 1, \"activation\": \"sigmoid\"")
                .array("dense/dense/kernel:0", new float[][] {{1}, {9}, {.7f}})
                .array("dense/dense/bias:0", new float[] {-1})
                .hdf5(folder.resolve("model.h5"));
        Path words = Files.writeString(folder.resolve("words.json"), "{\"good\": 1, \"bad\": 2}");
        new KerasImport(model, words, VocabularyKind.AUTO, null, null, length, 1, false)
                .read()
                .write(folder.resolve("bundle"), new ModelVersion("imported", 1), List.of("en"), 0.5);

        assertSameAgain(ModelBundle.open(folder.resolve("bundle")));
    }

    private void assertSameAgain(ModelBundle bundle) throws IOException {
        Path file = folder.resolve(bundle.version().model() + ".keras");
        new KerasExport(bundle).write(file);
        byte[] written = Files.readAllBytes(file);

        ImportedModel again = new KerasImport(
                        file, KerasExport.vocabularyBeside(file), VocabularyKind.AUTO, null, null, null, 1, false)
                .read();

        NetworkWeights before = bundle.readWeights();
        assertThat(again.weights().architecture()).isEqualTo(bundle.manifest().architecture());
        assertThat(again.tokenizer()).isEqualTo(bundle.manifest().tokenizer());
        assertThat(again.vocabulary().tokens()).isEqualTo(bundle.vocabulary().tokens());
        assertThat(again.weights().embedding()).isEqualTo(before.embedding());
        for (int layer = 0; layer < before.layers().size(); layer++) {
            for (int direction = 0; direction < before.layers().get(layer).size(); direction++) {
                NetworkWeights.Direction found =
                        again.weights().layers().get(layer).get(direction);
                NetworkWeights.Direction wanted = before.layers().get(layer).get(direction);
                assertThat(found.input()).isEqualTo(wanted.input());
                assertThat(found.recurrent()).isEqualTo(wanted.recurrent());
                assertThat(found.bias()).isEqualTo(wanted.bias());
            }
        }
        assertThat(again.weights().between()).usingRecursiveComparison().isEqualTo(before.between());
        assertThat(again.weights().dense()).isEqualTo(before.dense());
        assertThat(again.weights().denseBias()).isEqualTo(before.denseBias());
        new KerasExport(bundle).write(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
    }
}
