package io.sentiment.rows.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of a file mean. Capitals, blanks around a label and the decimals of a whole number do not count: {@code
 * 1.0} is {@code 1}. Immutable.
 */
public final class Labels {

    /** 0 and 1, negative and positive, neg and pos, false and true, LABEL_0 and LABEL_1. */
    public static final Labels USUAL = usual();

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\+?(-?)0*(\\d+?)(?:[.,]0*)?");
    private static final Pattern OTHER_NUMBER = Pattern.compile("(label_)?-?\\d+");

    /** So many unknown numbers, and that share of all rows, are no slips. */
    private static final int UNKNOWN_NUMBERS = 10;

    private static final int UNKNOWN_SHARE = 10;

    private final SortedMap<String, Meaning> meanings;

    private Labels(SortedMap<String, Meaning> meanings) {
        this.meanings = Collections.unmodifiableSortedMap(meanings);
    }

    private static Labels usual() {
        SortedMap<String, Meaning> meanings = new TreeMap<>();
        List.of("0", "negative", "neg", "false", "label_0").forEach(label -> meanings.put(label, Meaning.NEGATIVE));
        List.of("1", "positive", "pos", "true", "label_1").forEach(label -> meanings.put(label, Meaning.POSITIVE));
        return new Labels(meanings);
    }

    /**
     * Labels of one's own, such as stars: no others are known then, because 1 may be the worst of five.
     *
     * @param meanings what each label means; the usual ones if there is none
     * @throws IllegalArgumentException if a label is blank, or two are the same
     */
    public static Labels of(Map<String, Meaning> meanings) {
        if (meanings.isEmpty()) {
            return USUAL;
        }
        SortedMap<String, Meaning> own = new TreeMap<>();
        meanings.forEach((label, meaning) -> {
            if (label.isBlank()) {
                throw new IllegalArgumentException("A label that is mapped must not be blank.");
            }
            if (own.put(key(label), meaning) != null) {
                throw new IllegalArgumentException("The label '" + label + "' is mapped twice.");
            }
        });
        return new Labels(own);
    }

    /** Whether a label has a meaning. */
    boolean know(String label) {
        return meanings.containsKey(key(label));
    }

    /** What a label means. */
    Meaning meaning(String label) throws RowParser.UnusableRowException {
        Meaning meaning = meanings.get(key(label));
        if (meaning == null) {
            throw new RowParser.UnusableRowException(
                    isUsual()
                            ? "The label " + RowParser.quoted(label) + " is unknown: use 0, 1, negative or positive, or"
                                    + " map it (settings.labels, --label)."
                            : "The label " + RowParser.quoted(label) + " is not among those that are mapped: "
                                    + String.join(", ", meanings.keySet()) + ".");
        }
        return meaning;
    }

    private boolean isUsual() {
        return equals(USUAL);
    }

    /**
     * Tells whether labels are classes or stars of which only some happen to be known: 1 would be the best of two, and is
     * the worst of five.
     *
     * @param labels of the rows at the beginning of a file
     * @return the numbers among them, in their order; empty if nothing is wrong
     */
    String scale(Collection<String> labels) {
        List<String> numbers = labels.stream()
                .map(Labels::key)
                .filter(label -> OTHER_NUMBER.matcher(label).matches())
                .toList();
        long unknown =
                numbers.stream().filter(label -> !meanings.containsKey(label)).count();
        if (!isUsual() || unknown < UNKNOWN_NUMBERS || unknown * UNKNOWN_SHARE < labels.size()) {
            return "";
        }
        return numbers.stream().distinct().sorted().limit(12).collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels labels && labels.meanings.equals(meanings);
    }

    @Override
    public int hashCode() {
        return meanings.hashCode();
    }

    private static String key(String label) {
        String key = label.strip().toLowerCase(Locale.ROOT);
        Matcher number = WHOLE_NUMBER.matcher(key);
        return number.matches() ? number.group(1) + number.group(2) : key;
    }

    /** What a label says of its text. */
    public enum Meaning {
        POSITIVE("positive"),
        NEGATIVE("negative"),

        /** Nothing: the row is passed over. */
        IGNORED("ignore");

        private final String label;

        Meaning(String label) {
            this.label = label;
        }

        /** The name in JSON and on the command line. */
        @JsonValue
        public String label() {
            return label;
        }

        /**
         * The meaning of that name.
         *
         * @throws IllegalArgumentException for any other name
         */
        @JsonCreator
        public static Meaning ofLabel(String label) {
            return Arrays.stream(values())
                    .filter(meaning -> meaning.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "A label cannot mean '" + label + "': use positive, negative or ignore."));
        }
    }
}
