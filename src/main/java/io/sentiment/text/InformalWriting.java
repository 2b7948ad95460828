package io.sentiment.text;

import com.ibm.icu.text.Transliterator;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people write to each other, in one spelling: words without their apostrophe, faces as codes in brackets, emoji of
 * every skin tone, and traditional characters. What few texts have would be unknown although other spellings of it are
 * well known.
 */
final class InformalWriting {

    /** Without their apostrophe; not {@code ill}, {@code well} and {@code its}, which are words as well. */
    private static final Map<String, String> ELIDED = Stream.concat(
                    Stream.of(
                                    "dont",
                                    "doesnt",
                                    "didnt",
                                    "isnt",
                                    "arent",
                                    "wasnt",
                                    "werent",
                                    "havent",
                                    "hasnt",
                                    "hadnt",
                                    "cant",
                                    "couldnt",
                                    "wouldnt",
                                    "shouldnt",
                                    "mustnt",
                                    "neednt",
                                    "aint",
                                    "wont")
                            .map(word -> Map.entry(word, "n't")),
                    Stream.of(
                            Map.entry("im", "'m"),
                            Map.entry("ive", "'ve"),
                            Map.entry("youre", "'re"),
                            Map.entry("theyre", "'re"),
                            Map.entry("youve", "'ve"),
                            Map.entry("theyve", "'ve"),
                            Map.entry("thats", "'s"),
                            Map.entry("whats", "'s"),
                            Map.entry("theres", "'s")))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Weibo's longest have four characters. */
    private static final int LONGEST_CODE = 8;

    private static final int MOST_WORDS_OF_CODE = 4;

    /** Codes without an ideograph. Anything else may be a footnote or an editor's remark. */
    private static final Set<String> LATIN_CODES = Set.of("good", "ok", "no", "doge", "bm");

    private static final Map<Integer, Integer> SIMPLIFIED = readTraditional();

    /** Far behind the alphabets, whose texts need no look-ups. */
    private static final int FIRST_TRADITIONAL = Collections.min(SIMPLIFIED.keySet());

    private InformalWriting() {}

    /** Normalised text with simplified characters for traditional ones, each at its place. */
    static String simplified(String text) {
        if (text.chars().noneMatch(InformalWriting::isTraditional)) {
            return text;
        }
        StringBuilder simplified = new StringBuilder(text.length());
        text.chars()
                .forEach(character -> simplified.append((char) (int) SIMPLIFIED.getOrDefault(character, character)));
        return simplified.toString();
    }

    /** Whether a character of Big5 is written otherwise in simplified Chinese, which does not have it. */
    static boolean isTraditional(int character) {
        return character >= FIRST_TRADITIONAL && SIMPLIFIED.containsKey(character);
    }

    /** The same tokens, but for those that have another spelling. */
    static TokenList unify(TokenList tokens) {
        TokenList unified = new TokenList();
        int index = 0;
        while (index < tokens.size()) {
            int end = codeEnd(tokens, index);
            if (end > index) {
                unified.addEmoji(joined(tokens, index, end), tokens.start(index), tokens.end(end - 1));
                index = end;
            } else {
                addUnified(unified, tokens.get(index), tokens.start(index), tokens.end(index));
                index++;
            }
        }
        return unified;
    }

    private static void addUnified(TokenList unified, String token, int start, int end) {
        String clitic = ELIDED.get(token);
        if (clitic != null) {
            // "dont" loses its last two letters, "im" its last one: those of the clitic but its apostrophe.
            int stem = token.length() - clitic.length() + 1;
            unified.add(token.substring(0, stem), start, start + stem);
            unified.add(clitic, start + stem, end);
        } else if (Emoji.isStart(token.codePointAt(0))) {
            unified.addEmoji(Emoji.ofAnybody(token), start, end);
        } else {
            unified.add(token, start, end);
        }
    }

    /** The index after the tokens of a code that begins at a token, or that token where there is none. */
    private static int codeEnd(TokenList tokens, int first) {
        if (!tokens.get(first).equals("[")) {
            return first;
        }
        int last = Math.min(first + MOST_WORDS_OF_CODE + 1, tokens.size() - 1);
        for (int index = first + 1; index <= last && tokens.start(index) == tokens.end(index - 1); index++) {
            if (tokens.get(index).equals("]")) {
                return isCode(joined(tokens, first + 1, index)) ? index + 1 : first;
            }
        }
        return first;
    }

    private static boolean isCode(String name) {
        return LATIN_CODES.contains(name)
                || (name.length() <= LONGEST_CODE
                        && name.codePoints().allMatch(Character::isLetter)
                        && name.codePoints().anyMatch(Character::isIdeographic));
    }

    private static String joined(TokenList tokens, int start, int end) {
        return String.join("", tokens.toList().subList(start, end));
    }

    /** Characters of Big5 that GB 2312 lacks and for which ICU's transliterator has a simplified one. */
    private static Map<Integer, Integer> readTraditional() {
        Transliterator transliterator = Transliterator.getInstance("Traditional-Simplified");
        return LanguageCheck.resource("traditional-characters.txt")
                .strip()
                .codePoints()
                .boxed()
                .collect(Collectors.toUnmodifiableMap(
                        character -> character, character -> simplified(transliterator, character)));
    }

    /** What is rarer than the characters of UTF-16's first plane stays as it is, so that places stay too. */
    private static int simplified(Transliterator transliterator, int traditional) {
        int simplified =
                transliterator.transliterate(Character.toString(traditional)).codePointAt(0);
        return Character.isBmpCodePoint(simplified) ? simplified : traditional;
    }
}
