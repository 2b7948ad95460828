package io.sentiment.rows.file;

import io.sentiment.storage.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts UTF-8 into rows, which end with LF or CRLF. A malformed line does not harm its neighbours, because no byte of a
 * longer UTF-8 sequence is a line feed. Skips a byte order mark. Not safe for use by several threads.
 */
final class LineReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** No UTF-16 unit takes more than three bytes of UTF-8; a mark and a carriage return may be there besides. */
    private static final int MAXIMUM_BYTES = 3 * (Line.MAXIMUM_CHARACTERS + 2);

    private final Lines lines;
    private final boolean quoted;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    private LineReader(InputStream stream, boolean quoted) {
        this.lines = new Lines(stream, MAXIMUM_BYTES);
        this.quoted = quoted;
    }

    /** Each line is a row. */
    static LineReader of(InputStream stream) {
        return new LineReader(stream, false);
    }

    /** A row extends over several lines where a quoted field does, as in CSV (RFC 4180). */
    static LineReader ofQuoted(InputStream stream) {
        return new LineReader(stream, true);
    }

    /** The next row, or null at the end. */
    @Nullable
    Line next() throws IOException {
        Line line = nextLine();
        return line != null && quoted && endsInQuotes(line.text(), false) ? joined(line) : line;
    }

    private @Nullable Line nextLine() throws IOException {
        if (!lines.next()) {
            return null;
        }
        return lines.isTooLong() ? Line.tooLong(lines.number()) : decoded();
    }

    private Line decoded() {
        byte[] bytes = lines.bytes();
        Line.Fault fault = null;
        String text;
        try {
            text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.UTF_8);
            fault = Line.Fault.MALFORMED;
        }
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        if (lines.number() == 1 && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        return text.length() > Line.MAXIMUM_CHARACTERS
                ? Line.tooLong(lines.number())
                : new Line(lines.number(), text, fault);
    }

    /**
     * A row and the lines over which its quoted field extends, with a line feed between them. A parser that reads the
     * file as a whole would hold the rest of it in memory for one forgotten quote, and could not go on after a malformed
     * row.
     */
    private Line joined(Line first) throws IOException {
        StringBuilder row = new StringBuilder(first.text());
        Line.Fault fault = first.fault();
        for (Line line = nextLine(); line != null; line = nextLine()) {
            fault = fault == null ? line.fault() : fault;
            row.append('\n').append(line.text());
            if (line.isTooLong() || row.length() > Line.MAXIMUM_CHARACTERS) {
                return Line.tooLong(first.number());
            }
            if (!endsInQuotes(line.text(), true)) {
                return new Line(first.number(), row.toString(), fault);
            }
        }
        return new Line(first.number(), "", Line.Fault.UNCLOSED);
    }

    /** Whether a line ends inside a quoted field, when {@code inQuotes} says whether it begins in one. */
    private static boolean endsInQuotes(String line, boolean inQuotes) {
        boolean fieldStart = true;
        for (int index = 0; index < line.length(); index++) {
            char character = line.charAt(index);
            if (!inQuotes) {
                inQuotes = fieldStart && character == '"';
                fieldStart = character == ',';
            } else if (character == '"') {
                boolean escaped = line.startsWith("\"\"", index);
                inQuotes = escaped;
                index += escaped ? 1 : 0;
            }
        }
        return inQuotes;
    }
}
