package io.sentiment.text;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a list of tokens must fulfil to be a vocabulary and to survive being written to a file. */
final class VocabularyRules {

    private VocabularyRules() {}

    /** @throws IllegalArgumentException with one sentence that names the first wrong line, counted from 1 */
    static void check(List<String> tokens) {
        List<String> reserved = Vocabulary.RESERVED;
        for (int id = 0; id < reserved.size(); id++) {
            require(id < tokens.size() && tokens.get(id).equals(reserved.get(id)), id, "must be " + reserved.get(id));
        }
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        Set<String> seen = new HashSet<>(tokens.size() * 2);
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            require(!token.isEmpty(), id, "is empty");
            require(token.chars().noneMatch(VocabularyRules::breaksLines), id, "contains a line break");
            require(utf8.canEncode(token), id, "contains an unpaired surrogate");
            require(seen.add(token), id, "repeats the token " + token);
        }
    }

    private static void require(boolean condition, int id, String fault) {
        if (!condition) {
            throw new IllegalArgumentException("Line " + (id + 1) + " of the vocabulary " + fault + ".");
        }
    }

    /** All that the Unicode Standard, section 5.8, takes for the end of a line, so that every editor counts alike. */
    private static boolean breaksLines(int character) {
        return (character >= '\n' && character <= '\r')
                || character == '\u0085'
                || character == '\u2028'
                || character == '\u2029';
    }
}
