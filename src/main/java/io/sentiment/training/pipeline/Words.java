package io.sentiment.training.pipeline;

import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.text.Scripts;
import io.sentiment.text.TokenizedText;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.VocabularyBuilder;
import java.util.List;

/**
 * What the texts of a training are made of: how often each token occurs, in which scripts the labelled texts are written,
 * and the fingerprints by which they are known again. Counts one text after the other and holds few. Not thread-safe.
 */
public final class Words {

    private final Tokenizer comparing = new Tokenizer();
    private final Tokenizer tokenizer;
    private final VocabularyBuilder tokens = new VocabularyBuilder();
    private final Scripts scripts = new Scripts();
    private final Fingerprints.Collector fingerprints = new Fingerprints.Collector();
    private final ParallelWork<Row, Read> rows = new ParallelWork<>(this::read, this::count);

    /** @param settings by which the network reads texts */
    public Words(TokenizerSettings settings) {
        this.tokenizer = new Tokenizer(settings);
    }

    /** What cuts texts into the tokens that are counted. */
    Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Counts a training row. */
    public void add(LabelledRow row) {
        add(row.text(), comparing.read(row.text()));
    }

    /**
     * Counts a training text.
     *
     * @param compared its tokens by which texts are compared
     */
    public void add(String text, TokenizedText compared) {
        rows.add(new Row(text, compared));
    }

    private Read read(Row row) {
        return new Read(
                row.text(),
                tokenizer.tokenize(row.text()),
                Fingerprints.of(row.compared().words()));
    }

    private void count(Read row) {
        scripts.add(row.text());
        tokens.add(row.tokens());
        fingerprints.add(row.fingerprints());
    }

    /** Counts a text without a label, which tells nothing about the scripts that the model is for. */
    void addUnlabelled(List<String> tokensOfText) {
        tokens.add(tokensOfText);
    }

    VocabularyBuilder tokens() {
        rows.finish();
        return tokens;
    }

    /** The fingerprints of the training texts. */
    Fingerprints fingerprints() {
        rows.finish();
        return fingerprints.collected();
    }

    /**
     * The scripts of the training texts as ISO 15924 codes, by falling number of words.
     *
     * @throws UnusableDataException if they hold no letters
     */
    List<String> scripts() {
        rows.finish();
        List<String> main = scripts.main();
        if (main.isEmpty()) {
            throw new UnusableDataException("The training texts hold no letters.");
        }
        return main;
    }

    /** @param compared tokens by which the text is compared */
    private record Row(String text, TokenizedText compared) {}

    private record Read(String text, List<String> tokens, Fingerprints fingerprints) {}
}
