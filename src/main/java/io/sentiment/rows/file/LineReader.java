package io.sentiment.rows.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts characters into lines, which end with LF or CRLF, or with CR in a file that has it at the end of its first line. A
 * malformed line does not harm its neighbours. Not safe for use by several threads.
 */
final class LineReader implements RowReader {

    private static final int NONE = -3;

    private final Characters characters;
    private final boolean endsWithReturn;
    private int ahead = NONE;
    private long number;

    /** @param endsWithReturn whether a carriage return alone ends a line */
    LineReader(Characters characters, boolean endsWithReturn) {
        this.characters = characters;
        this.endsWithReturn = endsWithReturn;
    }

    /**
     * Whether the first line ends with a carriage return alone, as on an old Mac. A file with more line feeds than such
     * returns has them within its first text.
     */
    static boolean endsWithReturn(Characters beginning) throws IOException {
        int returns = 0;
        int feeds = 0;
        boolean returnIsFirst = false;
        boolean afterReturn = false;
        for (int next = beginning.next(); next != Characters.END; next = beginning.next()) {
            if (afterReturn && next != '\n') {
                returnIsFirst |= feeds == 0;
                returns++;
            }
            feeds += next == '\n' ? 1 : 0;
            afterReturn = next == '\r';
        }
        if (afterReturn) {
            returnIsFirst |= feeds == 0;
            returns++;
        }
        return returnIsFirst && returns > feeds;
    }

    @Override
    public @Nullable Line next() throws IOException {
        int next = take();
        if (next == Characters.END) {
            return null;
        }
        number++;
        StringBuilder text = new StringBuilder();
        boolean tooLong = false;
        Line.Fault fault = null;
        for (; next != Characters.END && !endsLine(next); next = take()) {
            if (next == Characters.MALFORMED) {
                fault = fault == null ? Line.Fault.malformed(characters.encoding(), characters.malformedText()) : fault;
            } else if (!tooLong) {
                text.append((char) next);
                tooLong = text.length() > Line.MAXIMUM_CHARACTERS + (next == '\r' ? 1 : 0);
            }
        }
        if (!endsWithReturn && !text.isEmpty() && text.charAt(text.length() - 1) == '\r') {
            text.setLength(text.length() - 1);
        }
        return tooLong || text.length() > Line.MAXIMUM_CHARACTERS
                ? Line.tooLong(number)
                : new Line(number, text.toString(), fault);
    }

    private boolean endsLine(int next) throws IOException {
        if (!endsWithReturn || next != '\r') {
            return next == '\n' && !endsWithReturn;
        }
        ahead = characters.next();
        if (ahead == '\n') {
            ahead = NONE;
        }
        return true;
    }

    private int take() throws IOException {
        int next = ahead == NONE ? characters.next() : ahead;
        ahead = NONE;
        return next;
    }
}
