package io.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.SmallModel;
import io.sentiment.model.bundle.Tampering;
import io.sentiment.model.bundle.UnreadableBundleException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedModelsTest {

    @TempDir
    Path temporary;

    @Test
    void modelsAreSortedByNameAndVersionsByNumber() throws IOException {
        SmallModel.write(temporary.resolve("a"), "reviews-zh", 1);
        SmallModel.write(temporary.resolve("b"), "reviews-en", 10);
        SmallModel.write(temporary.resolve("c"), "reviews-en", 9);

        LoadedModels models = LoadedModels.in(temporary);

        assertThat(models.models()).containsExactly("reviews-en", "reviews-zh");
        assertThat(models.versions("reviews-en"))
                .extracting(bundle -> bundle.version().version())
                .containsExactly(9, 10);
    }

    @Test
    void theNewestVersionHasTheHighestNumber() throws IOException {
        SmallModel.write(temporary.resolve("a"), "reviews", 10);
        SmallModel.write(temporary.resolve("b"), "reviews", 9);

        LoadedModels models = LoadedModels.in(temporary);

        assertThat(models.newest("reviews").version().version()).isEqualTo(10);
        assertThat(models.numbers("reviews")).containsExactly(9, 10);
        assertThat(models.open(new ModelVersion("reviews", 9)).version().version())
                .isEqualTo(9);
    }

    @Test
    void zipsAreReadAndOtherFilesAreNot() throws IOException {
        ModelBundle bundle = ModelBundle.open(SmallModel.write(temporary.resolve("a"), "reviews", 1));
        Path folder = Files.createDirectories(temporary.resolve("models"));
        try (OutputStream output = Files.newOutputStream(folder.resolve("reviews.zip"))) {
            bundle.writeZip(output);
        }
        Files.writeString(folder.resolve("README.md"), "Our models.");
        Files.createDirectory(folder.resolve(".reviews-half-written"));
        Files.createDirectory(folder.resolve("lost+found"));

        assertThat(LoadedModels.in(folder).models()).containsExactly("reviews");
    }

    @Test
    void unknownNamesAndVersionsAreNamed() throws IOException {
        SmallModel.write(temporary.resolve("a"), "reviews", 1);
        LoadedModels models = LoadedModels.in(temporary);

        assertThatThrownBy(() -> models.newest("x"))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("There is no model called 'x'.");
        assertThatThrownBy(() -> models.versions("x")).hasMessage("There is no model called 'x'.");
        assertThatThrownBy(() -> models.numbers("x")).hasMessage("There is no model called 'x'.");
        assertThatThrownBy(() -> models.open(new ModelVersion("x", 1))).hasMessage("There is no model called 'x'.");
        assertThatThrownBy(() -> models.open(new ModelVersion("reviews", 3)))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("There is no version 3 of the model 'reviews'.");
        assertThatThrownBy(() -> models.requireKnown("reviews", 3))
                .hasMessage("There is no version 3 of the model 'reviews'.");
    }

    @Test
    void twoBundlesOfTheSameVersionAreRefused() throws IOException {
        Path first = SmallModel.write(temporary.resolve("a"), "reviews", 1);
        Path second = SmallModel.write(temporary.resolve("b"), "reviews", 1);

        assertThatThrownBy(() -> LoadedModels.in(temporary))
                .isInstanceOf(LoadedModels.DuplicateVersionException.class)
                .hasMessage(
                        "There are two bundles of version 1 of the model 'reviews': " + first + " and " + second + ".");
    }

    @Test
    void aDamagedBundleIsNotPassedOver() throws IOException {
        SmallModel.write(temporary.resolve("a"), "reviews", 1);
        Path damaged = SmallModel.write(temporary.resolve("b"), "tweets", 1);
        Tampering.flipBit(damaged.resolve("vocabulary.txt"));

        assertThatThrownBy(() -> LoadedModels.in(temporary))
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessage("Cannot use the bundle " + damaged
                        + ": vocabulary.txt does not match its checksum in manifest.json.");
    }

    @Test
    void aPlaceWithoutBundlesIsAnError() {
        assertThatThrownBy(() -> LoadedModels.in(temporary))
                .isInstanceOf(LoadedModels.NoBundlesException.class)
                .hasMessage("There is no model bundle in " + temporary + ".");
        assertThatThrownBy(() -> LoadedModels.in(temporary.resolve("nowhere"))).isInstanceOf(NoSuchFileException.class);
    }
}
