package io.sentiment.rows.file;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import io.sentiment.rows.UnusableDataException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Tells the encoding of a file by the bytes at its beginning: by its mark, or by what makes sense of most of its lines.
 * Single damaged lines of a UTF-8 file do not make it another one.
 */
final class EncodingDetection {

    /** So many damaged lines, and that share of all, are no accident. */
    private static final int DAMAGED_LINES = 5;

    private static final int DAMAGED_SHARE = 10;

    /** What nobody sends who does not say so, or what was asked already. */
    private static final Set<String> NO_GUESS = Set.of("UTF-8", "GB18030", "UTF-16LE", "UTF-16BE");

    private final Beginning beginning;
    private final Utf8Lines utf8 = new Utf8Lines();

    private EncodingDetection(Beginning beginning) {
        this.beginning = beginning;
    }

    /**
     * Tells it.
     *
     * @param name of the file, for messages
     * @throws UnusableDataException if it is one that is not read, or no text
     */
    static Encoding of(Beginning beginning, String name) {
        ForeignFile.refuse(beginning, name);
        return Arrays.stream(Encoding.values())
                .filter(encoding -> encoding.isMarked(beginning))
                .findFirst()
                .orElseGet(() -> new EncodingDetection(beginning).withoutMark(name));
    }

    private Encoding withoutMark(String name) {
        eachLine(utf8);
        WideBytes little = new WideBytes(beginning, Encoding.UTF_16LE);
        WideBytes big = new WideBytes(beginning, Encoding.UTF_16BE);
        if (little.isLikely(utf8.damaged > 0) || big.isLikely(utf8.damaged > 0)) {
            return little.asciiCharacters() >= big.asciiCharacters() ? Encoding.UTF_16LE : Encoding.UTF_16BE;
        }
        if (utf8.damaged <= utf8.whole) {
            return Encoding.UTF_8;
        }
        CharsetMatch[] matches =
                new CharsetDetector().setText(utf8.sample.toByteArray()).detectAll();
        ChineseBytes chinese = new ChineseBytes();
        eachLine(chinese);
        if (chinese.isLikely(matches)) {
            return Encoding.GB18030;
        }
        if (utf8.damaged >= DAMAGED_LINES && utf8.damaged * DAMAGED_SHARE >= utf8.lines) {
            throw new UnusableDataException(
                    "Save " + name + " as UTF-8: on line " + utf8.firstDamaged + " it has the bytes " + utf8.firstBytes
                            + ", which are no character of UTF-8" + guess(matches) + ".");
        }
        return Encoding.UTF_8;
    }

    private static String guess(CharsetMatch[] matches) {
        return Arrays.stream(matches)
                .map(CharsetMatch::getName)
                .filter(charset -> !NO_GUESS.contains(charset))
                .findFirst()
                .map(charset -> " but may be some of " + charset)
                .orElse("");
    }

    /** Gives every line that is not only ASCII: the bytes that end one are no part of a longer character. */
    private void eachLine(ByteLines lines) {
        byte[] bytes = beginning.bytes();
        int start = 0;
        int number = 1;
        for (int place = 0; place < bytes.length; place++) {
            if (bytes[place] == '\n' || bytes[place] == '\r') {
                add(lines, start, place, number);
                boolean isWhole = bytes[place] == '\n' || place + 1 == bytes.length || bytes[place + 1] != '\n';
                number += isWhole ? 1 : 0;
                start = place + 1;
            }
        }
        if (beginning.isWhole() || start == 0) {
            add(lines, start, end(), number);
        }
    }

    private void add(ByteLines lines, int start, int end, int number) {
        if (start < end) {
            lines.add(Arrays.copyOfRange(beginning.bytes(), start, end), number);
        }
    }

    /** Not within a character: the second byte of none is that small. */
    private int end() {
        int end = beginning.bytes().length;
        while (!beginning.isWhole()
                && end > 0
                && (beginning.bytes()[end - 1] < 0 || beginning.bytes()[end - 1] >= '0')) {
            end--;
        }
        return end;
    }

    /** Gets lines that are not empty. */
    interface ByteLines {

        void add(byte[] line, int number);

        static boolean isAscii(byte[] line) {
            for (byte value : line) {
                if (value < 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What the lines are as UTF-8. */
    private static final class Utf8Lines implements ByteLines {

        /** As much as ICU looks at. */
        private static final int SAMPLE_BYTES = 8_000;

        private int lines;
        private int whole;
        private int damaged;
        private int firstDamaged;
        private String firstBytes = "";
        private final ByteArrayOutputStream sample = new ByteArrayOutputStream();

        @Override
        public void add(byte[] line, int number) {
            lines++;
            if (ByteLines.isAscii(line)) {
                return;
            }
            String malformed = Encoding.UTF_8.malformed(line);
            if (malformed.isEmpty()) {
                whole++;
                return;
            }
            if (damaged++ == 0) {
                firstDamaged = number;
                firstBytes = malformed;
            }
            if (sample.size() < SAMPLE_BYTES) {
                sample.writeBytes(line);
                sample.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
