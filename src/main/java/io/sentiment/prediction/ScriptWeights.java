package io.sentiment.prediction;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How much of a text is written in each script, in words. A letter of a script that writes no spaces counts as a word,
 * which is about right for Chinese; a run of letters of any other script is one word. So a Chinese sentence about an
 * "iPhone 15 Pro Max" weighs as Chinese although most of its letters may be Latin. Immutable.
 */
final class ScriptWeights {

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private final Map<UnicodeScript, Integer> words;

    private ScriptWeights(Map<UnicodeScript, Integer> words) {
        this.words = words;
    }

    /** Weighs any text, in time linear in its length. */
    static ScriptWeights of(String text) {
        Map<UnicodeScript, Integer> words = new EnumMap<>(UnicodeScript.class);
        // The script of the word that the previous letter belongs to; COMMON between words.
        UnicodeScript word = UnicodeScript.COMMON;
        for (int index = 0; index < text.length(); index += Character.charCount(text.codePointAt(index))) {
            int codePoint = text.codePointAt(index);
            if (Character.isLetter(codePoint)) {
                UnicodeScript script = UnicodeScript.of(codePoint);
                if (script != word || WITHOUT_SPACES.contains(script)) {
                    words.merge(script, 1, Integer::sum);
                }
                word = script;
            } else if (!continuesWord(codePoint)) {
                word = UnicodeScript.COMMON;
            }
        }
        return new ScriptWeights(words);
    }

    /** Words in any of these scripts. */
    int in(Set<UnicodeScript> scripts) {
        return scripts.stream()
                .mapToInt(script -> words.getOrDefault(script, 0))
                .sum();
    }

    /** Accents that stand behind their letter, and the apostrophes of "don't". */
    private static boolean continuesWord(int codePoint) {
        return UnicodeScript.of(codePoint) == UnicodeScript.INHERITED || codePoint == '\'' || codePoint == '’';
    }
}
