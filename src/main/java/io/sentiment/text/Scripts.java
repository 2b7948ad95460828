package io.sentiment.text;

import com.ibm.icu.lang.UScript;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of some texts is written in each script, in words. A letter of a script that writes no spaces counts as a
 * word, which is about right for Chinese; a run of letters of any other script is one word. So a Chinese sentence about
 * an "iPhone 15 Pro Max" weighs as Chinese although most of its letters may be Latin. Scripts have their codes of ISO
 * 15924, such as {@code Latn}. Not thread-safe while texts are added.
 */
public final class Scripts {

    private static final Set<Integer> WITHOUT_SPACES = Set.of(
            UScript.HAN, UScript.HIRAGANA, UScript.KATAKANA, UScript.THAI, UScript.LAO, UScript.KHMER, UScript.MYANMAR);

    /** A script of fewer words is that of a few names and loan words. */
    private static final double SHARE_THAT_COUNTS = 0.1;

    private final Map<String, Long> words = new TreeMap<>();

    /** Of one text. */
    public static Scripts of(String text) {
        Scripts scripts = new Scripts();
        scripts.add(text);
        return scripts;
    }

    /**
     * All scripts of Unicode that any of the codes of a manifest covers. Unicode has one Han script for both ways to
     * write it, and no script for a mixture of several.
     */
    public static Set<String> coveredBy(Collection<String> codes) {
        return codes.stream()
                .flatMap(code -> switch (code) {
                    case "Hans", "Hant" -> Stream.of("Hani");
                    case "Jpan" -> Stream.of("Hani", "Hira", "Kana");
                    case "Kore" -> Stream.of("Hang", "Hani");
                    default -> Stream.of(code);
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Counts the words of any text, but not its markup, in time linear in its length. */
    public void add(String sent) {
        String text = Markup.strip(sent);
        Map<Integer, Long> counted = new HashMap<>();
        // The script of the word that the previous letter belongs to; COMMON between words.
        int word = UScript.COMMON;
        int codePoint;
        for (int index = 0; index < text.length(); index += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(index);
            int script = script(codePoint);
            if (Character.isLetter(codePoint) && script != UScript.COMMON) {
                if (script != word || WITHOUT_SPACES.contains(script)) {
                    counted.merge(script, 1L, Long::sum);
                }
                word = script;
            } else if (!continuesWord(codePoint, script)) {
                word = UScript.COMMON;
            }
        }
        counted.forEach((script, count) -> words.merge(UScript.getShortName(script), count, Long::sum));
    }

    /** The number of words in any of these scripts. */
    public long words(Set<String> scripts) {
        return scripts.stream()
                .mapToLong(script -> words.getOrDefault(script, 0L))
                .sum();
    }

    /** The number of words in all scripts; 0 if no text held a letter. */
    public long words() {
        return words.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The scripts of at least a tenth of the words, by falling number of words; none if no text held a letter. */
    public List<String> main() {
        double least = SHARE_THAT_COUNTS * words();
        return words.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** ICU's answer, which for ASCII needs no look-up. */
    private static int script(int codePoint) {
        if (codePoint < 0x80) {
            return Character.isLetter(codePoint) ? UScript.LATIN : UScript.COMMON;
        }
        return UScript.getScript(codePoint);
    }

    /** Accents that stand after their letter, the apostrophes of "don't", and letters that several scripts share. */
    private static boolean continuesWord(int codePoint, int script) {
        return script == UScript.INHERITED || codePoint == '\'' || codePoint == '’' || Character.isLetter(codePoint);
    }
}
