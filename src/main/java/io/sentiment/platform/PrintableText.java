package io.sentiment.platform;

import java.util.regex.Pattern;

/** What a request has in a header, as it may stand in a sentence. */
final class PrintableText {

    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private PrintableText() {}

    /** The value with a question mark for each character that is not printable ASCII. */
    static String of(String value) {
        return UNPRINTABLE.matcher(value).replaceAll("?");
    }
}
