package io.sentiment.rows;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts UTF-8 into lines that end with LF or CRLF. A malformed line does not harm its neighbours, because no byte of a
 * longer UTF-8 sequence is a line feed. Skips a byte order mark. Not safe for use by several threads.
 */
final class LineReader implements LineSource {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String MALFORMED = "The row is not well-formed UTF-8.";

    /** No UTF-16 unit takes more than three bytes of UTF-8. */
    private static final int MAXIMUM_BYTES = 3 * (Line.MAXIMUM_CHARACTERS + 2);

    private final InputStream stream;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long number;

    LineReader(InputStream stream) {
        this.stream = new BufferedInputStream(stream, 1 << 16);
    }

    @Override
    public @Nullable Line next() throws IOException {
        bytes.reset();
        int next = stream.read();
        if (next < 0) {
            return null;
        }
        boolean tooLong = false;
        for (; next >= 0 && next != '\n'; next = stream.read()) {
            tooLong = tooLong || bytes.size() == MAXIMUM_BYTES;
            if (!tooLong) {
                bytes.write(next);
            }
        }
        number++;
        return tooLong ? Line.tooLong(number) : decode();
    }

    private Line decode() {
        String fault = null;
        String text;
        try {
            text = decoder.decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            text = bytes.toString(StandardCharsets.UTF_8);
            fault = MALFORMED;
        }
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        if (number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        return text.length() > Line.MAXIMUM_CHARACTERS ? Line.tooLong(number) : new Line(number, text, fault);
    }
}
