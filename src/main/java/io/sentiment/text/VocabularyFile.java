package io.sentiment.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tokens of a vocabulary as lines of UTF-8 that each end with a line feed: read, checked and written. */
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

    /**
     * Checks that tokens make a vocabulary and survive being written.
     *
     * @throws IllegalArgumentException with one sentence that names the first wrong line, counted from 1
     */
    static void check(List<String> tokens) {
        List<String> reserved = Vocabulary.RESERVED;
        for (int id = 0; id < reserved.size(); id++) {
            require(id < tokens.size() && tokens.get(id).equals(reserved.get(id)), id, "must be " + reserved.get(id));
        }
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        Set<String> seen = new HashSet<>(tokens.size() * 2);
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            require(!token.isEmpty(), id, "is empty");
            require(token.chars().noneMatch(VocabularyFile::breaksLines), id, "contains a line break");
            require(utf8.canEncode(token), id, "contains an unpaired surrogate");
            require(seen.add(token), id, "repeats the token " + token);
        }
    }

    private static void require(boolean condition, int id, String fault) {
        if (!condition) {
            throw new IllegalArgumentException("Line " + (id + 1) + " of the vocabulary " + fault + ".");
        }
    }

    /** All that the Unicode Standard, section 5.8, takes for the end of a line, so that every editor counts alike. */
    private static boolean breaksLines(int character) {
        return (character >= '\n' && character <= '\r')
                || character == '\u0085'
                || character == '\u2028'
                || character == '\u2029';
    }
}
