package io.sentiment.training.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The end of what a process wrote. Thread-safe. */
final class LastLines {

    private static final int MAXIMUM_LINES = 50;
    private static final int MAXIMUM_LINE_LENGTH = 1_000;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        if (lines.size() == MAXIMUM_LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.length() <= MAXIMUM_LINE_LENGTH ? line : line.substring(0, MAXIMUM_LINE_LENGTH) + "…");
    }

    /** The last line that is no part of a stack trace, or an empty string. */
    synchronized String sentence() {
        for (Iterator<String> latest = lines.descendingIterator(); latest.hasNext(); ) {
            String line = latest.next();
            if (!Character.isWhitespace(line.charAt(0))) {
                return line;
            }
        }
        return "";
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
