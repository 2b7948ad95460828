package io.sentiment.text;

import com.ibm.icu.text.UTF16;
import java.util.Comparator;
import java.util.Map;

/** The order in which equally frequent strings come, so that the same texts give the same ids on every machine. */
final class CodePointOrder {

    /** String's own order compares UTF-16 units, which puts emoji before some Chinese characters. */
    static final Comparator<String> COMPARATOR = new UTF16.StringComparator(true, false, 0);

    private CodePointOrder() {}

    static Comparator<Map.Entry<String, Long>> byFallingCount() {
        return Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry::getKey, COMPARATOR);
    }
}
