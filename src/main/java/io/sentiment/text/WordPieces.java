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

    /** The longest piece within a word, in UTF-16 units, which bounds the look-ups at each position. */
    static final int LONGEST_PIECE = 12;

    /** Longer words are no words; the bound of the reference implementation of BERT, in UTF-16 units. */
    static final int LONGEST_WORD = 100;

    private final Map<String, Integer> entries;
    private final Map<String, Integer> continuing = new HashMap<>();

    /** @param entries all tokens of the vocabulary with their ids; not copied */
    WordPieces(Map<String, Integer> entries) {
        this.entries = entries;
        entries.forEach((token, id) -> {
            if (token.length() > MARK.length() && token.startsWith(MARK)) {
                continuing.put(token.substring(MARK.length()), id);
            }
        });
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
            int end = pieceEnd(word, start);
            if (end == start) {
                start += Character.charCount(word.codePointAt(start));
            } else {
                ids.accept(entriesAt(word, start).getOrDefault(word.substring(start, end), Vocabulary.UNKNOWN_ID));
                found = true;
                start = end;
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

    /** The index behind the longest piece that stands at an index of a word, or that index when there is none. */
    int pieceEnd(String word, int start) {
        Map<String, Integer> candidates = entriesAt(word, start);
        int longest = start == 0 ? LONGEST_WORD : LONGEST_PIECE;
        for (int end = Math.min(word.length(), start + longest); end > start; end--) {
            if (candidates.containsKey(word.substring(start, end))) {
                return end;
            }
        }
        return start;
    }

    private Map<String, Integer> entriesAt(String word, int start) {
        return isUnmarked(word, start) ? entries : continuing;
    }
}
