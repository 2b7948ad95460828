package io.sentiment.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.sentiment.text.rules.TextRules;
import java.util.List;

/**
 * Cuts a text of any language into tokens: words, punctuation marks, emoji and emoticons.
 *
 * <p>HTML is decoded or dropped first. The text is normalised to NFKC and case-folded, and cut at the word boundaries of UAX #29, with ICU's dictionaries
 * where a script writes no spaces. On top of that the tokenizer keeps what carries sentiment and joins what differs only
 * in spelling:
 *
 * <ul>
 *   <li>English clitics are tokens of their own, as in the Penn Treebank: {@code don't} gives {@code do}, {@code n't};
 *   <li>a run of one punctuation mark is a token of at most three of it, and a repeated emoji gives at most three tokens;
 *   <li>a letter drawn out three or more times is written twice;
 *   <li>{@code <url>}, {@code <user>} (mentions and e-mail addresses) and {@code <number>} stand for their classes;
 *       {@code <high-rating>}, {@code <middle-rating>} and {@code <low-rating>} for numbers that say how good something
 *       is, such as 9/10, two stars, 80 % and 零分. No text can produce these tokens literally, nor those that
 *       {@link Vocabulary} reserves.
 * </ul>
 *
 * <p>From format version 3 of its settings on {@link InformalWriting} has one spelling:
 *
 * <ul>
 *   <li>an elided form is what it stands for: {@code dont} gives {@code do}, {@code n't}, and {@code im} {@code i},
 *       {@code 'm};
 *   <li>a code in brackets by which Weibo and others write a face, {@code [泪]}, is a token, repeated at most three times;
 *   <li>an emoji is the same for every skin tone and sex of a person;
 *   <li>traditional Chinese characters are read as simplified ones, by ICU's transliterator.
 * </ul>
 *
 * <p>A model that was made elsewhere has {@link TextRules} instead.
 *
 * <p>Every string is accepted, also malformed UTF-16, and takes time and memory linear in its length. One character can
 * normalise to 18, so a service limits the length of texts first. Immutable and thread-safe. {@link TokenizerSettings}
 * identifies the rules.
 *
 * @see <a href="https://www.unicode.org/reports/tr29/">UAX #29, Unicode Text Segmentation</a>
 */
public final class Tokenizer {

    // ICU's iterators are not thread-safe. This one is only ever cloned, which leaves it as it is.
    private final BreakIterator wordBoundaries = BreakIterator.getWordInstance(ULocale.ROOT);

    private final TokenizerSettings settings;

    /** Of the tokens by which texts are compared; a model has a tokenizer of its own settings. */
    public Tokenizer() {
        this(TokenizerSettings.comparing());
    }

    /** @param settings of the model that reads the tokens */
    public Tokenizer(TokenizerSettings settings) {
        this.settings = settings;
    }

    /** What decides how texts are cut. */
    TokenizerSettings settings() {
        return settings;
    }

    /** The tokens of a text in their order; none when the text holds only blanks, markup or invisible characters. */
    public List<String> tokenize(String text) {
        return read(text).tokens();
    }

    /**
     * A text without markup and in normal form, by which it is told whether another one is the same; far cheaper than its
     * tokens.
     */
    public static String normalized(String text) {
        return NormalizedText.of(text).compared();
    }

    /** The tokens of a text with their places. */
    public TokenizedText read(String text) {
        TextRules rules = settings.rules();
        if (rules != null) {
            TokenList words = new TokenList();
            rules.cut(text, words::add);
            return new TokenizedText(NormalizedText.asSent(text), words);
        }
        NormalizedText normalized = NormalizedText.of(text);
        return new TokenizedText(normalized, tokens(normalized.text()));
    }

    private TokenList tokens(String normalized) {
        return settings.unifiesInformalWriting()
                ? InformalWriting.unify(cut(InformalWriting.simplified(normalized)))
                : cut(normalized);
    }

    private TokenList cut(String normalized) {
        TokenList tokens = new TokenList();
        PlainText plainText = new PlainText(wordBoundaries.clone(), tokens);
        int plainStart = 0;
        SpecialForm form = SpecialForm.next(normalized, 0);
        while (form != null) {
            plainText.tokenize(normalized, plainStart, form.start());
            tokens.add(form.token(), form.start(), form.end());
            plainStart = form.end();
            form = SpecialForm.next(normalized, plainStart);
        }
        plainText.tokenize(normalized, plainStart, normalized.length());
        return tokens;
    }
}
