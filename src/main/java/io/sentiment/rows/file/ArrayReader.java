package io.sentiment.rows.file;

import io.sentiment.rows.UnusableDataException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a JSON array into its elements, each a row. What is wrong within an element costs that element alone, and none is
 * held in memory but the one at hand. Not safe for use by several threads.
 */
final class ArrayReader implements RowReader {

    private final Characters characters;
    private final String name;
    private long number = 1;
    private int previous;
    private boolean beginsLine = true;
    private boolean isAhead;
    private boolean begun;
    private boolean ended;

    /** @param name of the file, for messages */
    ArrayReader(Characters characters, String name) {
        this.characters = characters;
        this.name = name;
    }

    /** @throws UnusableDataException if the array has no end, or something follows it: who knows what is missing */
    @Override
    public @Nullable Line next() throws IOException {
        if (!begun) {
            begun = true;
            takeVisible(); // The bracket, by which the array was told.
        }
        while (!ended) {
            int first = takeVisible();
            if (first != ',') {
                if (first == ']') {
                    end();
                } else {
                    return element(first);
                }
            }
        }
        return null;
    }

    private Line element(int first) throws IOException {
        long start = number;
        Element element = new Element();
        int next = first;
        while (next != Characters.END) {
            if (element.isWhole() && (next == ',' || next == ']')) {
                if (next == ']') {
                    end();
                }
                return element.line(start);
            }
            if (element.isBroken() && beginsLine && (next == '{' || next == ']')) {
                isAhead = true;
                return element.line(start);
            }
            element.add(next);
            next = take();
        }
        throw new UnusableDataException("The JSON array of " + name + " is never closed: it is cut, or a bracket or a"
                + " quotation mark is missing in the element that begins on line " + start + ".");
    }

    private void end() throws IOException {
        ended = true;
        long end = number;
        if (takeVisible() != Characters.END) {
            throw new UnusableDataException("Something follows the JSON array of " + name + ", which ends on line "
                    + end + ": send one array, or JSON Lines.");
        }
    }

    private int takeVisible() throws IOException {
        int next = take();
        while (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
            next = take();
        }
        return next;
    }

    private int take() throws IOException {
        if (isAhead) {
            isAhead = false;
            return previous;
        }
        int next = characters.next();
        boolean afterBlank = previous == ' ' || previous == '\t';
        beginsLine = previous == '\n' || previous == '\r' || (beginsLine && afterBlank);
        // The line of a character is that on which it stands, and so the end of a line belongs to it.
        number += previous == '\n' || (previous == '\r' && next != '\n') ? 1 : 0;
        previous = next;
        return next;
    }

    /** An element as far as it has been read. */
    private final class Element {

        private final StringBuilder text = new StringBuilder();
        private Line.@Nullable Fault fault;
        private int depth;
        private boolean inString;
        private boolean broken;
        private boolean escaped;

        /** Whether it may end here. */
        boolean isWhole() {
            return depth == 0 && !inString;
        }

        /** Whether a mark is missing, so that nobody knows which brackets count: the next one begins on a line of its own. */
        boolean isBroken() {
            return broken;
        }

        void add(int next) {
            if (next == Characters.MALFORMED) {
                fault = Line.Fault.malformed(characters.encoding(), characters.malformedText());
            } else {
                follow((char) next);
                if (text.length() <= Line.MAXIMUM_CHARACTERS) {
                    text.append((char) next);
                }
            }
        }

        private void follow(char next) {
            if (inString) {
                // A string cannot have the end of a line: whoever wrote that forgot a mark.
                broken |= next == '\n' || next == '\r';
                inString = !broken && (escaped || next != '"');
                escaped = !escaped && next == '\\';
            } else if (next == '"') {
                inString = true;
                escaped = false;
            } else if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth = Math.max(0, depth - 1);
            }
        }

        Line line(long start) {
            return text.length() > Line.MAXIMUM_CHARACTERS
                    ? Line.tooLong(start)
                    : new Line(start, text.toString(), fault);
        }
    }
}
