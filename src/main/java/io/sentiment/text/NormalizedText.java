package io.sentiment.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import org.jspecify.annotations.Nullable;

/**
 * A text without markup in which what means the same has the same characters: NFKC, full case folding, one apostrophe and
 * one quotation mark. Knows where in the text as it was sent its characters come from. Not thread-safe.
 *
 * <p>ICU's ready-made NFKC_Casefold would also delete the joiners of emoji sequences, hence the separate steps; see
 * {@link VisibleText} for what is removed beforehand.
 */
final class NormalizedText {

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    private final @Nullable TracedText withoutMarkup;
    private final TracedText visible;
    private final String text;
    private @Nullable TracedText traced;

    private NormalizedText(@Nullable TracedText withoutMarkup, TracedText visible, String text) {
        this.withoutMarkup = withoutMarkup;
        this.visible = visible;
        this.text = text;
    }

    static NormalizedText of(String sent) {
        TracedText withoutMarkup = Markup.without(sent);
        TracedText visible = VisibleText.of(withoutMarkup == null ? sent : withoutMarkup.toString());
        return new NormalizedText(withoutMarkup, visible, normalize(visible.toString()));
    }

    /** The text as it was sent, for rules that normalise nothing. */
    static NormalizedText asSent(String sent) {
        TracedText traced = new TracedText(sent.length());
        for (int index = 0, next; index < sent.length(); index = next) {
            next = sent.offsetByCodePoints(index, 1);
            traced.append(sent.codePointAt(index), index, next);
        }
        NormalizedText text = new NormalizedText(null, traced, sent);
        text.traced = traced;
        return text;
    }

    private static String normalize(String text) {
        String compatible = NFKC.normalize(text);
        // Folding can undo the normal form (Unicode Standard, section 3.13, D146), so it is restored.
        String folded = NFKC.normalize(UCharacter.foldCase(compatible, true));
        return unifyQuotes(folded);
    }

    private static String unifyQuotes(String text) {
        return text.replace('\u2019', '\'') // right single quotation mark, the typographic apostrophe
                .replace('\u2018', '\'') // left single quotation mark
                .replace('\u201B', '\'') // reversed single quotation mark
                .replace('\u02BC', '\'') // modifier letter apostrophe
                .replace('\u02B9', '\'') // modifier letter prime
                .replace('\u2032', '\'') // prime
                .replace('\uA78C', '\'') // saltillo
                .replace('\u201C', '"') // left double quotation mark
                .replace('\u201D', '"') // right double quotation mark
                .replace('\u201E', '"'); // low double quotation mark
    }

    /** The normalised characters. */
    String text() {
        return text;
    }

    /** The normalised characters with one space for each run of blanks, and none at the ends. */
    String compared() {
        StringBuilder compared = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean repeats = compared.isEmpty() || compared.charAt(compared.length() - 1) == ' ';
            if (character != ' ' || !repeats) {
                compared.append(character);
            }
        }
        return compared.toString().stripTrailing();
    }

    /** Where in the text as it was sent that begins from which the character at an index comes. */
    int start(int index) {
        int start = visible.start(traced().start(index));
        return withoutMarkup == null ? start : withoutMarkup.start(start);
    }

    /** The index, in the text as it was sent, after that from which the character at an index comes. */
    int end(int index) {
        int last = visible.end(traced().end(index) - 1) - 1;
        return withoutMarkup == null ? last + 1 : withoutMarkup.end(last);
    }

    /** The normalised text as it comes from the visible one; only few who normalise a text ask for that. */
    private TracedText traced() {
        if (traced == null) {
            traced = trace(visible.toString());
        }
        return traced;
    }

    /** Normalises stretches that do not change one another: to a normal form, one after the other is as good as all. */
    private TracedText trace(String source) {
        TracedText result = new TracedText(text.length());
        int start = 0;
        while (start < source.length()) {
            int end = source.offsetByCodePoints(start, 1);
            while (end < source.length() && !NFKC.hasBoundaryBefore(source.codePointAt(end))) {
                end = source.offsetByCodePoints(end, 1);
            }
            result.append(normalize(source.substring(start, end)), start, end);
            start = end;
        }
        if (!result.toString().equals(text)) {
            throw new IllegalStateException("Stretches of a text were normalised to something else than the text.");
        }
        return result;
    }
}
