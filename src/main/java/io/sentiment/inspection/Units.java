package io.sentiment.inspection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which hidden units a trace shows. Immutable.
 *
 * @param chosen their numbers, from 0; null for a summary of all
 */
public record Units(@Nullable List<Integer> chosen) {

    /** Means, shares and norms over all units instead of values. */
    public static final Units SUMMARY = new Units(null);

    /** Copies the list. */
    public Units {
        chosen = chosen == null ? null : List.copyOf(chosen);
    }

    /** All units of a layer. */
    static Units all(int hidden) {
        return new Units(IntStream.range(0, hidden).boxed().toList());
    }

    /**
     * The units that a person names: {@code summary}, {@code all}, or numbers with commas between them.
     *
     * @throws IllegalArgumentException with one sentence, if they name anything else or a unit that there is not
     */
    public static Units parse(String text, int hidden) {
        return switch (text) {
            case "summary" -> SUMMARY;
            case "all" -> all(hidden);
            default -> of(numbers(text), hidden);
        };
    }

    /**
     * Units by their numbers.
     *
     * @throws IllegalArgumentException with one sentence, if there is no such unit, or none is named
     */
    public static Units of(List<Integer> numbers, int hidden) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("Name at least one unit, or use summary or all.");
        }
        for (int number : numbers) {
            if (number < 0 || number >= hidden) {
                throw new IllegalArgumentException(
                        "There is no unit " + number + ": the units are numbered from 0 to " + (hidden - 1) + ".");
            }
        }
        return new Units(numbers);
    }

    private static List<Integer> numbers(String text) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(number -> Integer.valueOf(number.strip()))
                    .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The units '" + text + "' are unknown: use summary, all, or numbers such as 3,17.", e);
        }
    }
}
