package io.sentiment.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines of UTF-8 that each end with a line feed. */
final class VocabularyFile {

    private VocabularyFile() {}

    static void write(List<String> lines, OutputStream output) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(output);
        for (String line : lines) {
            buffered.write(line.getBytes(StandardCharsets.UTF_8));
            buffered.write('\n');
        }
        buffered.flush();
    }

    static List<String> read(InputStream input) throws IOException {
        byte[] bytes = input.readAllBytes();
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == '\n') {
                lines.add(decode(ByteBuffer.wrap(bytes, start, index - start), lines.size() + 1));
                start = index + 1;
            }
        }
        if (start < bytes.length) {
            throw new IllegalArgumentException(
                    "Line " + (lines.size() + 1) + " of the vocabulary does not end with a line feed.");
        }
        return lines;
    }

    private static String decode(ByteBuffer line, int lineNumber) {
        try {
            // Unlike new String(bytes), a fresh decoder reports malformed input instead of replacing it.
            return StandardCharsets.UTF_8.newDecoder().decode(line).toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException(
                    "Line " + lineNumber + " of the vocabulary is not well-formed UTF-8.", malformed);
        }
    }
}
