package io.sentiment.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.Vocabularies;
import io.sentiment.text.Vocabulary;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleWriterTest {

    @TempDir
    Path temporary;

    @Test
    void nothingButTheBundleIsLeft() throws IOException {
        SmallModel.write(temporary.resolve("bundle"));

        assertThat(temporary.toFile().list()).containsExactly("bundle");
    }

    @Test
    void anEmptyFolderIsFilledAndParentsAreMade() throws IOException {
        Path empty = Files.createDirectories(temporary.resolve("a/b"));

        SmallModel.write(empty, "reviews", 3);
        SmallModel.write(temporary.resolve("c/d/e"), "reviews", 4);

        assertThat(empty.toFile().list())
                .containsExactlyInAnyOrder(
                        "manifest.json",
                        "network.zip",
                        "vocabulary.txt",
                        "README.md",
                        "training-rows.bin",
                        "measuring-rows.jsonl");
        assertThat(ModelBundle.open(empty).version()).isEqualTo(new ModelVersion("reviews", 3));
        assertThat(ModelBundle.open(temporary.resolve("c/d/e")).version()).isEqualTo(new ModelVersion("reviews", 4));
        assertThat(temporary.resolve("a").toFile().list()).containsExactly("b");
        assertThat(temporary.resolve("c/d").toFile().list()).containsExactly("e");
    }

    @Test
    void whatIsThereStays() throws IOException {
        Path folder = SmallModel.write(temporary.resolve("bundle"), "reviews", 1);
        Path file = Files.writeString(temporary.resolve("file"), "mine");

        assertThatThrownBy(() -> SmallModel.write(folder, "reviews", 2))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("A bundle is written only to a new or an empty folder.");
        assertThatThrownBy(() -> SmallModel.write(file)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(ModelBundle.open(folder).version().version()).isEqualTo(1);
        assertThat(file).hasContent("mine");
    }

    @Test
    void aFailureMidwayLeavesNothingBehind() {
        // An unpaired surrogate has no UTF-8; the card is written after network and vocabulary.
        assertThatThrownBy(() -> writeCard("broken \ud83d")).isInstanceOf(CharacterCodingException.class);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void whatCouldNotBeReadIsNotPublished() {
        assertThatThrownBy(() -> writeCard("x".repeat((1 << 20) + 1)))
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessage("Cannot use the bundle " + temporary.resolve("bundle")
                        + ": README.md is larger than 1048576 bytes.");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void partsThatDoNotFitTogetherAreRefused() {
        Vocabulary small = Vocabularies.of("good");
        try (SentimentNetwork network = SmallModel.network()) {
            assertThatThrownBy(() -> ModelBundle.write(
                            temporary.resolve("bundle"),
                            SmallModel.manifest("reviews", 1),
                            network,
                            small,
                            "",
                            BundleRows.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The manifest's architecture has a vocabulary of 50 tokens, but the vocabulary has 3.");
        }
        assertThat(temporary).isEmptyDirectory();
    }

    private void writeCard(String modelCard) throws IOException {
        try (SentimentNetwork network = SmallModel.network()) {
            ModelBundle.write(
                    temporary.resolve("bundle"),
                    SmallModel.manifest("reviews", 1),
                    network,
                    SmallModel.vocabulary(),
                    modelCard,
                    BundleRows.NONE);
        }
    }
}
