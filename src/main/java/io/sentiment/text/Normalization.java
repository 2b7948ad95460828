package io.sentiment.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

/**
 * Gives texts that mean the same the same characters: NFKC, full case folding, one apostrophe and one quotation mark.
 *
 * <p>ICU's ready-made NFKC_Casefold would also delete the joiners of emoji sequences, hence the separate steps; see
 * {@link VisibleText} for what is removed beforehand.
 */
final class Normalization {

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    private Normalization() {}

    static String normalize(String text) {
        String compatible = NFKC.normalize(VisibleText.of(text));
        // Folding can undo the normal form (Unicode Standard, section 3.13, D146), so it is restored.
        String folded = NFKC.normalize(UCharacter.foldCase(compatible, true));
        return unifyQuotes(folded);
    }

    private static String unifyQuotes(String text) {
        return text.replace('\u2019', '\'') // right single quotation mark, the typographic apostrophe
                .replace('\u2018', '\'') // left single quotation mark
                .replace('\u02BC', '\'') // modifier letter apostrophe
                .replace('\u201C', '"') // left double quotation mark
                .replace('\u201D', '"') // right double quotation mark
                .replace('\u201E', '"'); // low double quotation mark
    }
}
