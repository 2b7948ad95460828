package io.sentiment.rows.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How the characters of a file stand in its bytes. */
enum Encoding {
    UTF_8(StandardCharsets.UTF_8, "efbbbf"),
    UTF_16LE(StandardCharsets.UTF_16LE, "fffe"),
    UTF_16BE(StandardCharsets.UTF_16BE, "feff"),
    GB18030(Charset.forName("GB18030"), "84319533");

    private final Charset charset;
    private final byte[] mark;

    Encoding(Charset charset, String mark) {
        this.charset = charset;
        this.mark = HexFormat.of().parseHex(mark);
    }

    /** Whether the byte order mark of this encoding stands at the beginning. */
    boolean isMarked(Beginning beginning) {
        return beginning.startsWith(mark);
    }

    /** A new decoder, which reports what is malformed. */
    CharsetDecoder decoder() {
        return charset.newDecoder();
    }

    /** The text of bytes that are well-formed. */
    String decode(byte[] bytes) {
        return new String(bytes, charset);
    }

    /** The first of these bytes that are no character, such as {@code E8 73}; empty if they are well-formed. */
    String malformed(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CoderResult result = decoder().decode(rest, CharBuffer.allocate(bytes.length), true);
        return result.isError() ? hex(rest, result.length()) : "";
    }

    /** Malformed bytes as people write them: of UTF-16 the unit that has no other half, without the next one. */
    String hex(ByteBuffer bytes, int count) {
        byte[] next = new byte[step() == 1 ? count : Math.min(step(), count)];
        bytes.get(bytes.position(), next);
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(next);
    }

    /** Bytes after a malformed one at which a character may begin again: no character may hide the end of its line. */
    int step() {
        return this == UTF_16LE || this == UTF_16BE ? 2 : 1;
    }

    /** As people know it. */
    @Override
    public String toString() {
        return charset.name();
    }
}
