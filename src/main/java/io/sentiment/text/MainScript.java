package io.sentiment.text;

import com.ibm.icu.lang.UScript;
import java.util.Map;
import java.util.TreeMap;

/** In which script one text is written. */
public final class MainScript {

    private MainScript() {}

    /** The ISO 15924 code of the script with the most letters; {@code Zyyy} for a text without letters. */
    public static String of(String text) {
        Map<String, Integer> letters = new TreeMap<>();
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> letters.merge(UScript.getShortName(UScript.getScript(letter)), 1, Integer::sum));
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(UScript.getShortName(UScript.COMMON));
    }
}
