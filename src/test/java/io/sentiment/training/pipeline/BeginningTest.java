package io.sentiment.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.SmallModel;
import io.sentiment.network.Preset;
import io.sentiment.rows.Fingerprints;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.training.pipeline.TrainingPlan.Beginning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeginningTest {

    private static final String TEXT = "I dont [怒]";

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "3, 3"})
    void whatGoesOnFromABundleReadsByTheRulesOfItsWords(int formatVersion, int expected) throws IOException {
        ModelBundle parent = bundle(formatVersion);

        TokenizerSettings settings =
                Beginning.parent(parent, 50, Fingerprints.NONE).tokenizer();

        assertThat(settings)
                .isEqualTo(new TokenizerSettings(
                        expected, TokenizerSettings.current().icuVersion()));
        assertThat(new Words(settings).tokenizer().tokenize(TEXT))
                .isEqualTo(parent.encoder().tokenize(TEXT).tokens());
    }

    @Test
    void aBundleOfEarlierRulesReadsAsItEverDid() throws IOException {
        List<String> unified = List.of("i", "do", "n't", "[怒]");

        assertThat(bundle(1).encoder().tokenize(TEXT).tokens()).containsExactly("i", "dont", "[", "怒", "]");
        assertThat(bundle(2).encoder().tokenize(TEXT).tokens()).containsExactly("i", "dont", "[", "怒", "]");
        assertThat(bundle(3).encoder().tokenize(TEXT).tokens()).isEqualTo(unified);
    }

    @Test
    void aNewNetworkReadsByTheRulesOfThisProgram() {
        assertThat(Beginning.scratch(Preset.SMALL.architecture(), 0).tokenizer())
                .isEqualTo(TokenizerSettings.current());
    }

    private ModelBundle bundle(int formatVersion) throws IOException {
        Path folder = SmallModel.write(temporary.resolve("version-" + formatVersion));
        Path manifest = folder.resolve("manifest.json");
        String written = Files.readString(manifest);
        Files.writeString(
                manifest,
                written.replaceFirst("(\"tokenizer\" : \\{\\s+\"formatVersion\" : )\\d+", "$1" + formatVersion));
        return ModelBundle.open(folder);
    }
}
