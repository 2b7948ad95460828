package io.sentiment.training.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.keras.KerasFile;
import io.sentiment.model.keras.KerasImport;
import io.sentiment.model.keras.VocabularyKind;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.text.rules.TextRules.Side;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedChampionTest {

    @TempDir
    Path temporary;

    @Test
    void aRetrainingGoesOnFromAModelOfKeras() throws IOException {
        ModelBundle champion = imported();
        OrderFolder folder = SmallOrder.write(
                temporary.resolve("order"),
                SmallOrder.order(new TrainingOrder.Start.Champion(40), SmallOrder.SETTINGS));
        try (OutputStream zip = Files.newOutputStream(folder.champion())) {
            champion.writeZip(zip);
        }

        new OrderedTraining(folder, event -> {}, TrainingDevice.CPU).run();

        ModelManifest before = champion.manifest();
        ModelBundle challenger = ModelBundle.open(folder.bundle());
        assertThat(challenger.manifest().tokenizer()).isEqualTo(before.tokenizer());
        assertThat(challenger.manifest().architecture().particulars())
                .isEqualTo(before.architecture().particulars());
        assertThat(challenger.encoder().encode("great").length()).isEqualTo(12);
        assertThat(challenger.vocabulary().tokens())
                .startsWith(champion.vocabulary().tokens().toArray(String[]::new))
                .contains("boring");
        assertThat(Objects.requireNonNull(challenger.manifest().metrics().get("development"))
                        .accuracy())
                .isGreaterThan(0.9);
    }

    /** A network with the activations of Keras 2.2, a dense layer between, and padding that is read. */
    private ModelBundle imported() throws IOException {
        Path model = new KerasFile("2.2.4")
                .embedding(4, false)
                .lstm("\"activation\": \"tanh\", \"recurrent_activation\": \"hard_sigmoid\"")
                .layer("Dense", "\"name\": \"between\", \"units\": 2, \"activation\": \"tanh\"")
                .array("between/between/kernel:0", new float[][] {{1, -.5f}})
                .array("between/between/bias:0", new float[] {.1f, 0})
                .layer("Dense", "\"name\": \"dense\", \"units\": 1, \"activation\": \"sigmoid\"")
                .array("dense/dense/kernel:0", new float[][] {{1}, {-1}})
                .array("dense/dense/bias:0", new float[1])
                .hdf5(temporary.resolve("model.h5"));
        Path words = Files.writeString(temporary.resolve("words"), "{\"<OOV>\": 1, \"great\": 2, \"awful\": 3}");
        new KerasImport(model, words, VocabularyKind.AUTO, Side.PRE, Side.PRE, 12, 1, false)
                .read()
                .write(temporary.resolve("bundle"), new ModelVersion("tiny", 1), List.of("en"), 0.5);
        return ModelBundle.open(temporary.resolve("bundle"));
    }
}
