package io.sentiment.cli;

import com.ibm.icu.lang.UScript;
import io.sentiment.training.LabelledRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** In which scripts texts are written. */
final class LettersByScript {

    /** A script of fewer letters is that of a few names and loan words. */
    private static final double SHARE_THAT_COUNTS = 0.1;

    private LettersByScript() {}

    /** ISO 15924 codes, by falling number of letters; never empty. */
    static List<String> mainScripts(List<LabelledRow> rows) {
        Map<String, Long> letters = new TreeMap<>();
        for (LabelledRow row : rows) {
            row.text()
                    .codePoints()
                    .filter(Character::isLetter)
                    .forEach(letter -> letters.merge(UScript.getShortName(UScript.getScript(letter)), 1L, Long::sum));
        }
        long all = letters.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            throw new InvalidInputException("The training texts hold no letters.");
        }
        return letters.entrySet().stream()
                .filter(entry -> entry.getValue() >= SHARE_THAT_COUNTS * all)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
