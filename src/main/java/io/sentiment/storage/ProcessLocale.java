package io.sentiment.storage;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The locale of this process, by which Java makes bytes of the names of files and text of arguments. That of C, which
 * services and containers often have, knows nothing but ASCII. Thread-safe.
 */
public final class ProcessLocale {

    private ProcessLocale() {}

    /** Whether it has bytes for every character of a path or an argument. */
    public static boolean canEncode(String text) {
        return encoding().newEncoder().canEncode(text);
    }

    /** The rest of a sentence on characters for which it has none: what is wrong, and what to do. */
    public static String advice() {
        String name = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(variable -> Objects.requireNonNullElse(System.getenv(variable), ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("POSIX");
        return "the locale '" + name + "' does not know (its encoding is " + encoding()
                + "): set the environment variable LC_ALL to C.UTF-8 and start again";
    }

    private static Charset encoding() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
