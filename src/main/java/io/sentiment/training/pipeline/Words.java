package io.sentiment.training.pipeline;

import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.text.Scripts;
import io.sentiment.text.TokenizedText;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.VocabularyBuilder;
import java.util.List;

/**
 * What the texts of a training are made of: how often each token occurs, in which scripts the labelled texts are written,
 * and the fingerprints by which they are known again. Counts one text after the other and holds none. Not thread-safe.
 */
public final class Words {

    private final Tokenizer tokenizer = new Tokenizer();
    private final VocabularyBuilder tokens = new VocabularyBuilder();
    private final Scripts scripts = new Scripts();
    private final Fingerprints.Collector fingerprints = new Fingerprints.Collector();

    /** Counts a training row. */
    public void add(LabelledRow row) {
        add(row.text(), tokenizer.read(row.text()));
    }

    /** Counts a training text that has been tokenized already. */
    public void add(String text, TokenizedText tokensOfText) {
        scripts.add(text);
        tokens.add(tokensOfText.tokens());
        fingerprints.add(Fingerprints.of(tokensOfText.words()));
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
