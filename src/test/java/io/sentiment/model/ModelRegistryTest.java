package io.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.bundle.ModelBundle;
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

class ModelRegistryTest {

    @TempDir
    Path temporary;

    @Test
    void modelsAreSortedByNameAndVersionsByNumber() throws IOException {
        SmallModel.write(temporary.resolve("a"), "reviews-zh", 1);
        SmallModel.write(temporary.resolve("b"), "reviews-en", 10);
        SmallModel.write(temporary.resolve("c"), "reviews-en", 9);

        ModelRegistry registry = ModelRegistry.load(temporary);

        assertThat(registry.models()).containsExactly("reviews-en", "reviews-zh");
        assertThat(registry.versions("reviews-en"))
                .extracting(bundle -> bundle.version().version())
                .containsExactly(9, 10);
    }

    @Test
    void theHighestVersionIsChampionUntilAnotherIsPromoted() throws IOException {
        SmallModel.write(temporary.resolve("a"), "reviews", 10);
        SmallModel.write(temporary.resolve("b"), "reviews", 9);
        ModelRegistry registry = ModelRegistry.load(temporary);
        assertThat(registry.champion("reviews").version().version()).isEqualTo(10);

        registry.promote("reviews", 9);

        assertThat(registry.champion("reviews").version().version()).isEqualTo(9);
        assertThat(registry.find("reviews", 10).version().version()).isEqualTo(10);
    }

    @Test
    void aVersionThatIsAddedLaterIsNoChampion() throws IOException {
        SmallModel.write(temporary.resolve("a"), "reviews", 1);
        ModelRegistry registry = ModelRegistry.load(temporary);

        registry.add(ModelBundle.open(SmallModel.write(temporary.resolve("b"), "reviews", 2)));
        registry.add(ModelBundle.open(SmallModel.write(temporary.resolve("c"), "tweets", 5)));

        assertThat(registry.champion("reviews").version().version()).isEqualTo(1);
        assertThat(registry.champion("tweets").version().version()).isEqualTo(5);
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

        assertThat(ModelRegistry.load(folder).models()).containsExactly("reviews");
    }

    @Test
    void unknownNamesAndVersionsAreNamed() throws IOException {
        SmallModel.write(temporary.resolve("a"), "reviews", 1);
        ModelRegistry registry = ModelRegistry.load(temporary);

        assertThatThrownBy(() -> registry.champion("x"))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("There is no model called 'x'.");
        assertThatThrownBy(() -> registry.versions("x")).hasMessage("There is no model called 'x'.");
        assertThatThrownBy(() -> registry.find("x", 1)).hasMessage("There is no model called 'x'.");
        assertThatThrownBy(() -> registry.find("reviews", 3))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("There is no version 3 of the model 'reviews'.");
        assertThatThrownBy(() -> registry.promote("reviews", 3))
                .hasMessage("There is no version 3 of the model 'reviews'.");
        assertThat(registry.champion("reviews").version().version()).isEqualTo(1);
    }

    @Test
    void twoBundlesOfTheSameVersionAreRefused() throws IOException {
        Path first = SmallModel.write(temporary.resolve("a"), "reviews", 1);
        Path second = SmallModel.write(temporary.resolve("b"), "reviews", 1);

        assertThatThrownBy(() -> ModelRegistry.load(temporary))
                .isInstanceOf(DuplicateVersionException.class)
                .hasMessage(
                        "There are two bundles of version 1 of the model 'reviews': " + first + " and " + second + ".");
    }

    @Test
    void aDamagedBundleIsNotPassedOver() throws IOException {
        SmallModel.write(temporary.resolve("a"), "reviews", 1);
        Path damaged = SmallModel.write(temporary.resolve("b"), "tweets", 1);
        Tampering.flipBit(damaged.resolve("vocabulary.txt"));

        assertThatThrownBy(() -> ModelRegistry.load(temporary))
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessage("Cannot use the bundle " + damaged
                        + ": vocabulary.txt does not match its checksum in manifest.json.");
    }

    @Test
    void aPlaceWithoutBundlesIsAnError() {
        assertThatThrownBy(() -> ModelRegistry.load(temporary))
                .isInstanceOf(NoBundlesException.class)
                .hasMessage("There is no model bundle in " + temporary + ".");
        assertThatThrownBy(() -> ModelRegistry.load(temporary.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
