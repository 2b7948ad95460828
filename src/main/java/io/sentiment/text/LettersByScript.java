package io.sentiment.text;

import com.ibm.icu.lang.UScript;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** In which scripts texts are written; counts one text after the other. Not thread-safe. */
public final class LettersByScript {

    /** A script of fewer letters is that of a few names and loan words. */
    private static final double SHARE_THAT_COUNTS = 0.1;

    private final Map<String, Long> letters = new TreeMap<>();

    /** Counts the letters of one text. */
    public void add(String text) {
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> letters.merge(UScript.getShortName(UScript.getScript(letter)), 1L, Long::sum));
    }

    /** ISO 15924 codes, by falling number of letters; empty if no text held a letter. */
    public List<String> mainScripts() {
        long all = letters.values().stream().mapToLong(Long::longValue).sum();
        return letters.entrySet().stream()
                .filter(entry -> entry.getValue() >= SHARE_THAT_COUNTS * all)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
