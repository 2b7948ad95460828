package io.sentiment.cli;

import io.sentiment.inspection.TextExplanation;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * An explanation as a person reads it.
 *
 * @param colours whether words that speak for {@code positive} are green and those against it red
 */
record ExplanationText(TextExplanation explanation, boolean colours) {

    /** Smaller contributions are printed as nothing, and have no colour. */
    private static final double SMALLEST = 0.0005;

    /** The text as it was sent, its words coloured. */
    String coloured(String text) {
        StringBuilder line = new StringBuilder();
        int from = 0;
        for (TextExplanation.Word word : explanation.words()) {
            int start = text.offsetByCodePoints(0, word.start());
            line.append(text, from, start).append(coloured(word.text(), word.contribution()));
            from = start + word.text().length();
        }
        return line.append(text, from, text.length()).toString();
    }

    /** A line for each word: its signed contribution and the word. */
    List<String> words() {
        return explanation.words().stream()
                .map(word -> coloured(String.format(Locale.ROOT, "%+8.3f", word.contribution()), word.contribution())
                        + "  " + word.text().replaceAll("\\s", " ") + (word.unknown() ? " (unknown)" : ""))
                .toList();
    }

    private String coloured(String part, double contribution) {
        if (!colours || Math.abs(contribution) < SMALLEST) {
            return part;
        }
        Style style = contribution > 0 ? Style.fg_green : Style.fg_red;
        return style.on() + part + style.off();
    }
}
