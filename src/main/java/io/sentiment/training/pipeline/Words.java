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
 * and the fingerprints by which they are known again. Counts one text after the other and holds none. Not thread-safe.
 */
public final class Words {

    private final Tokenizer comparing = new Tokenizer();
    private final Tokenizer tokenizer;
    private final VocabularyBuilder tokens = new VocabularyBuilder();
    private final Scripts scripts = new Scripts();
    private final Fingerprints.Collector fingerprints = new Fingerprints.Collector();

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
        scripts.add(text);
        tokens.add(tokenizer.tokenize(text));
        fingerprints.add(Fingerprints.of(compared.words()));
    }

    /** Counts a text without a label, which tells nothing about the scripts that the model is for. */
    void addUnlabelled(List<String> tokensOfText) {
        tokens.add(tokensOfText);
    }

    VocabularyBuilder tokens() {
        return tokens;
    }

    /** The fingerprints of the training texts. */
    Fingerprints fingerprints() {
        return fingerprints.collected();
    }

    /**
     * The scripts of the training texts as ISO 15924 codes, by falling number of words.
     *
     * @throws UnusableDataException if they hold no letters
     */
    List<String> scripts() {
        List<String> main = scripts.main();
        if (main.isEmpty()) {
            throw new UnusableDataException("The training texts hold no letters.");
        }
        return main;
    }
}
