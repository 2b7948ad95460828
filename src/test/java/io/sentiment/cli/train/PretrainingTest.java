package io.sentiment.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.cli.Reviews;
import io.sentiment.cli.Terminal;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.text.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();

    @Test
    void theVocabularyAndTheManifestKnowTheUnlabelledTexts() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 100, 1);
        Path unlabelled = gzipped("a marvellous film\n\na marvellous plot\nthe marvellous actor\n");
        Path bundle = folder.resolve("bundle");

        assertThat(train(training, bundle, "--unlabelled", unlabelled, "--word-vectors", 2))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.err()).contains("3 unlabelled texts; dropped 0", "Pre-training on 93 texts of ");
        ModelBundle opened = ModelBundle.open(bundle);
        assertThat(opened.vocabulary().idOf("marvellous")).isNotEqualTo(Vocabulary.UNKNOWN_ID);
        UsedDataSet used = opened.manifest().dataSets().get(1);
        assertThat(used.use()).isEqualTo(UsedDataSet.Use.PRE_TRAINING);
        assertThat(used.rows()).isEqualTo(3);
        assertThat(Files.readString(bundle.resolve("README.md")))
                .contains("| pre-training | 3 | not said | " + used.sha256(), "--word-vectors 2");
    }

    @Test
    void developmentAndTestTextsAreLeftOut() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 100, 1);
        Path development = Files.writeString(
                folder.resolve("dev.tsv"), "label\ttext\n1\ta marvellous film\n0\ta hideous hideous film\n");
        Path test = Files.writeString(folder.resolve("test.tsv"), "label\ttext\n1\tsplendid and splendid\n");
        Path unlabelled = gzipped("A marvellous  FILM\na marvellous marvellous play\nsplendid and splendid\n");
        Path bundle = folder.resolve("bundle");

        assertThat(train(training, bundle, "--unlabelled", unlabelled, "--dev", development, "--test", test))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.err())
                .contains("3 unlabelled texts; dropped 2 of them that are also development or test texts.");
        Vocabulary vocabulary = ModelBundle.open(bundle).vocabulary();
        assertThat(vocabulary.idOf("marvellous")).isNotEqualTo(Vocabulary.UNKNOWN_ID);
        assertThat(vocabulary.idOf("splendid")).isEqualTo(Vocabulary.UNKNOWN_ID);
        assertThat(vocabulary.idOf("hideous")).isEqualTo(Vocabulary.UNKNOWN_ID);
    }

    @Test
    void unusableUnlabelledFilesAreRefusedInOneSentence() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 50, 1);
        Path missing = folder.resolve("missing.txt");
        Path blank = Files.writeString(folder.resolve("blank.txt"), "\n  \n");
        Path latin = Files.write(folder.resolve("latin.txt"), "ok\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Path cut = gzipped("a film that is cut off\n");
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 20));

        assertRefused("There is no file " + missing + ".", training, missing);
        assertRefused("There is no text in " + blank + ".", training, blank);
        assertRefused(
                latin
                        + ", line 2: The row is not well-formed UTF-8: its bytes E9 are no character; save the file as UTF-8.",
                training,
                latin);
        assertRefused("The gzip data of the file " + cut + " is damaged: it is cut in its member 1.", training, cut);
        assertRefused("The file " + folder + " cannot be read to its end.", training, folder);
    }

    @Test
    void aNegativeNumberOfEpochsIsRefused() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 50, 1);

        assertThat(train(training, folder.resolve("bundle"), "--word-vectors", -1))
                .isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("--word-vectors must be from 0 to 1000, but is -1.\n");
    }

    private void assertRefused(String sentence, Path training, Path unlabelled) {
        Path bundle = folder.resolve("bundle");
        assertThat(train(training, bundle, "--unlabelled", unlabelled)).isEqualTo(2);
        assertThat(terminal.err()).endsWith(sentence + "\n").doesNotContain("Exception");
        assertThat(bundle).doesNotExist();
    }

    private Path gzipped(String content) throws IOException {
        Path file = folder.resolve("unlabelled.txt.gz");
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
            stream.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private int train(Path training, Path bundle, Object... options) {
        List<Object> all = new ArrayList<>(List.of("--epochs", 1));
        all.addAll(List.of(options));
        return terminal.train(training, bundle, all.toArray());
    }
}
