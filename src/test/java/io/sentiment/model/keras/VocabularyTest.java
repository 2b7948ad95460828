package io.sentiment.model.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import io.sentiment.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words get the rows of the embedding that Keras gives them, however their vocabulary is kept. */
class VocabularyTest {

    private static final String TOKENIZER = """
            {"class_name": "Tokenizer", "config": {"num_words": %s, "filters": "!,", "lower": true, "split": " ",
             "char_level": false, "oov_token": %s, "word_index": %s}}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"plain", "text within the text", "all of it a text"})
    void aTokenizerIsReadHoweverOftenItIsEncoded(String nesting) throws IOException {
        String index = "{\"<OOV>\": 1, \"good\": 2, \"bad\": 3}";
        String json = TOKENIZER.formatted("null", "\"<OOV>\"", nesting.equals("plain") ? index : quoted(index));
        ImportedModel model = read(nesting.equals("all of it a text") ? quoted(json.replace("\n", "")) : json, 5);

        assertThat(rows(model, "Good,bad! so")).containsExactly(2, 3, 1);
        assertThat(encoded(model, "Good,bad! so").unknownTokens()).isEqualTo(1);
    }

    @Test
    void withoutATokenForThemUnknownWordsAreLeftOut() throws IOException {
        ImportedModel model = read(TOKENIZER.formatted("null", "null", "{\"good\": 1, \"bad\": 2}"), 4);

        assertThat(model.vocabulary().tokens()).containsExactly("<padding>", "<unknown>", "good", "bad", "<unused 3>");
        assertThat(rows(model, "so good so bad")).containsExactly(1, 2);
        assertThat(encoded(model, "so good so bad").tokens()).isEqualTo(4);
    }

    @Test
    void wordsBeyondTheNumberOfWordsOrTheEmbeddingAreCounted() throws IOException {
        String index = "{\"<OOV>\": 1, \"good\": 2, \"bad\": 3, \"rare\": 4, \"rarer\": 5}";
        ImportedModel fewer = read(TOKENIZER.formatted("4", "\"<OOV>\"", index), 9);
        assertThat(rows(fewer, "good bad rare rarer")).containsExactly(2, 3, 1, 1);
        assertThat(fewer.notes()).contains("2 of 4 words are never read: their ids are not below num_words, 4.");

        ImportedModel smaller = read(TOKENIZER.formatted("null", "\"<OOV>\"", index), 5);
        assertThat(rows(smaller, "rare rarer")).containsExactly(4, 1);
        assertThat(smaller.notes())
                .contains("1 of 4 words are never read: their ids are not below the embedding's rows, 5.");
    }

    @Test
    void aTokenOfUnknownWordsMayStandAtTheEndButNotBeyondTheEmbedding() throws IOException {
        String json = TOKENIZER.formatted("null", "\"oov\"", "{\"good\": 1, \"bad\": 2, \"oov\": 3}");
        assertThat(rows(read(json, 4), "bad so")).containsExactly(2, 3);
        assertThatThrownBy(() -> read(json, 3))
                .hasMessage("Unknown words have the id 3, but the embedding has only 3 rows.");
    }

    @Test
    void theIndexOfImdbIsRaisedByThreeAndBeginsEachText() throws IOException {
        Path file = Files.writeString(folder.resolve("index.json"), "{\"the\": 1, \"good\": 2, \"bad\": 9}");
        ImportedModel model = order(file, VocabularyKind.IMDB, 6).read();

        assertThat(rows(model, "the good bad unheard")).containsExactly(1, 4, 5, 2, 2);
    }

    @Test
    void aWordIndexAloneMayHoldATokenOfUnknownWords() throws IOException {
        assertThat(rows(read("{\"<OOV>\": 1, \"good\": 2}", 4), "good so")).containsExactly(2, 1);
        assertThat(rows(read("{\"fine\": 1, \"good\": 2}", 4), "good so fine")).containsExactly(2, 1);
    }

    @Test
    void aTextHasATokenALine() throws IOException {
        assertThat(rows(read("\n[UNK]\ngood\nbad\n", 5), "bad so")).containsExactly(3, 1);
        assertThat(rows(read("good\nbad\n", 5), "bad so")).containsExactly(3, 1);
    }

    @Test
    void charactersCanBeWords() throws IOException {
        ImportedModel model = read(
                "{\"config\": {\"char_level\": true, \"lower\": true, \"word_index\": {\"a\": 1, \"b\": 2, \" \": 3}}}",
                4);

        assertThat(rows(model, "A b")).containsExactly(1, 3, 2);
    }

    @Test
    void textVectorizationStripsPunctuationAndLowersAsciiAlone() throws IOException {
        Path model = new KerasFile("3.10.0")
                .layer(
                        "TextVectorization",
                        "\"name\": \"vectorize\", \"standardize\": \"lower_and_strip_punctuation\", \"split\":"
                                + " \"whitespace\", \"output_mode\": \"int\", \"output_sequence_length\": 4,"
                                + " \"vocabulary\": [\"\", \"[UNK]\", \"dont\", \"be\", \"Älter\"]")
                .embedding(5, false)
                .lstm("")
                .dense("sigmoid")
                .hdf5(folder.resolve("vectorize.h5"));
        ImportedModel imported = new KerasImport(model, null, VocabularyKind.AUTO, null, null, null, 1, false).read();

        assertThat(rows(imported, "DON'T\tBe Älter")).containsExactly(2, 3, 4, 0);
        assertThat(rows(imported, "a b c dont be")).containsExactly(1, 1, 1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"good\": 1, \"bad\": 1}|The vocabulary gives the id 1 to two words.",
                "{\"good\": 0}|The vocabulary gives 'good' the id 0, which is no whole number above 0.",
                "{\"good\": 1.5}|The vocabulary gives 'good' the id 1.5, which is no whole number above 0.",
                "{}|The vocabulary holds no words.",
                "{\"good\":|The vocabulary is no JSON."
            })
    void whatIsNoVocabularyIsRefused(String content, String sentence) {
        assertThatThrownBy(() -> read(content, 4))
                .isInstanceOf(UnusableKerasFileException.class)
                .hasMessage(sentence);
    }

    @Test
    void aModelThatHoldsNoWordsNeedsThem() {
        assertThatThrownBy(() -> order(null, VocabularyKind.AUTO, 4).read())
                .hasMessage("The model says nothing of its words: give its vocabulary.");
    }

    private ImportedModel read(String vocabulary, int rows) throws IOException {
        return order(Files.writeString(folder.resolve("words"), vocabulary), VocabularyKind.AUTO, rows)
                .read();
    }

    private KerasImport order(@Nullable Path vocabulary, VocabularyKind kind, int rows) {
        Path model = new KerasFile("3.10.0")
                .embedding(rows, true)
                .lstm("")
                .dense("sigmoid")
                .hdf5(folder.resolve("model.h5"));
        return new KerasImport(model, vocabulary, kind, null, null, null, 1, false);
    }

    /** The rows of Keras' embedding that a text is read by, of which row r is [r/10, -r/10]. */
    private static int[] rows(ImportedModel model, String text) {
        int[] ids = encoded(model, text).tokenIds();
        int[] rows = new int[ids.length];
        for (int step = 0; step < ids.length; step++) {
            rows[step] = Math.round(10 * model.weights().embedding()[2 * ids[step]]);
        }
        return rows;
    }

    private static EncodedText encoded(ImportedModel model, String text) {
        return new Encoder(
                        new Tokenizer(model.tokenizer()),
                        model.vocabulary(),
                        model.weights().architecture().readableTokens())
                .encode(text);
    }

    private static String quoted(String json) {
        return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"").strip() + "\"";
    }
}
