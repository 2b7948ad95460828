package io.sentiment.rows.grammar;

import io.sentiment.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a symbol may stand for. Immutable.
 *
 * @param parts one after the other; none makes an empty text
 */
record Alternative(List<Part> parts) {

    private static final Pattern SYMBOL = Pattern.compile("\\{([a-z-]+)}");

    /** Copies the list. */
    Alternative {
        parts = List.copyOf(parts);
    }

    static Alternative of(String written) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = SYMBOL.matcher(written);
        int end = 0;
        while (matcher.find()) {
            addLiteral(parts, written.substring(end, matcher.start()));
            parts.add(new Part(matcher.group(1), true, ""));
            end = matcher.end();
        }
        addLiteral(parts, written.substring(end));
        return new Alternative(parts);
    }

    private static void addLiteral(List<Part> parts, String literal) {
        if (!literal.isEmpty()) {
            parts.add(new Part(literal, false, compared(literal)));
        }
    }

    /** A text in one case and normal form, without blanks and punctuation marks. */
    static String compared(String text) {
        StringBuilder compared = new StringBuilder();
        Tokenizer.normalized(text).codePoints().filter(Alternative::isCompared).forEach(compared::appendCodePoint);
        return compared.toString();
    }

    private static boolean isCompared(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || Character.getType(codePoint) == Character.OTHER_SYMBOL
                || Character.getType(codePoint) == Character.MODIFIER_SYMBOL;
    }

    /**
     * A symbol, or characters that stand for themselves.
     *
     * @param content name of the symbol, or the characters
     * @param compared the characters as they are compared
     */
    record Part(String content, boolean isSymbol, String compared) {}
}
