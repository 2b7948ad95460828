package io.sentiment.text;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Cuts words that a vocabulary does not hold into pieces that it holds, always the longest that fits, as the WordPiece
 * model of Wu et al. 2016, "Google's Neural Machine Translation System", does. Immutable and thread-safe.
 *
 * <p>Every entry may begin a word. Within a word only an entry with the mark {@value #MARK} goes on, but where an
 * ideograph stands any entry without it does: Chinese writes no blanks between words, so that a part of a word is a word.
 */
final class WordPieces {

    /** Begins a piece that goes on within a word; {@link Vocabulary} tells why no token looks like that. */
    static final String MARK = "##";

    /** Longer words are no words; the bound of the reference implementation of BERT, in UTF-16 units. */
    static final int LONGEST_WORD = 100;

    private final LongestMatch unmarked;
    private final LongestMatch marked;

    /** @param entries all tokens of the vocabulary with their ids */
    WordPieces(Map<String, Integer> entries) {
        Map<String, Integer> continuing = new HashMap<>();
        entries.forEach((token, id) -> {
            if (token.length() > MARK.length() && token.startsWith(MARK)) {
                continuing.put(token.substring(MARK.length()), id);
            }
        });
        unmarked = new LongestMatch(entries);
        marked = new LongestMatch(continuing);
    }

    /**
     * Gives the ids of the pieces in their order, passing over characters that no piece holds.
     *
     * @return whether there is a piece
     */
    boolean cut(String word, IntConsumer ids) {
        if (!isDivisible(word)) {
            return false;
        }
        boolean found = false;
        int start = 0;
        while (start < word.length()) {
            LongestMatch pieces = piecesAt(word, start);
            int match = pieces.at(word, start);
            if (match == LongestMatch.NONE) {
                start += Character.charCount(word.codePointAt(start));
            } else {
                ids.accept(pieces.id(match));
                found = true;
                start += pieces.length(match);
            }
        }
        return found;
    }

    /** Whether this may be cut: classes such as {@code <url>} and what is too long for a word may not. */
    static boolean isDivisible(String token) {
        return token.length() <= LONGEST_WORD && token.charAt(0) != '<';
    }

    /** Whether the piece that stands at an index of a word has no mark. */
    static boolean isUnmarked(String word, int start) {
        return start == 0 || Character.isIdeographic(word.codePointAt(start));
    }

    /** The length of the longest piece that stands at an index of a word, or 0 when there is none. */
    int pieceLength(String word, int start) {
        LongestMatch pieces = piecesAt(word, start);
        int match = pieces.at(word, start);
        return match == LongestMatch.NONE ? 0 : pieces.length(match);
    }

    private LongestMatch piecesAt(String word, int start) {
        return isUnmarked(word, start) ? unmarked : marked;
    }
}
