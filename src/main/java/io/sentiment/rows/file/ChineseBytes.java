package io.sentiment.rows.file;

import com.ibm.icu.text.CharsetMatch;
import io.sentiment.rows.file.EncodingDetection.ByteLines;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Set;

/**
 * Whether bytes are Chinese in GB18030. Almost any bytes can be read as that; those that are meant so are common characters,
 * which have two bytes of the upper half (GB 2312: level 1 and punctuation), or ones that ICU knows.
 */
final class ChineseBytes implements ByteLines {

    private static final int ALMOST_ALL = 95;
    private static final int MOST = 80;
    private static final int SOME = 5;

    /** The first bytes of Hangul, in EUC-KR, are smaller, and four of ten characters of level 1 have one that is not. */
    private static final int BEYOND_HANGUL = 0xc9;

    /** ICU's confidence, of 100, from which on rare characters may be meant. */
    private static final int CONFIDENT = 50;

    /** A quarter of the characters are among the hundred that are the most common ones of an encoding. */
    private static final int CERTAIN = 100;

    /** What can be taken for it, and the other way round. */
    private static final Set<String> NEIGHBOURS = Set.of("EUC-KR", "EUC-JP", "Big5", "Shift_JIS");

    private int lines;
    private int whole;
    private int characters;
    private int chinese;
    private int common;
    private int beyondHangul;

    @Override
    public void add(byte[] line, int number) {
        if (ByteLines.isAscii(line)) {
            return;
        }
        lines++;
        if (Encoding.GB18030.malformed(line).isEmpty()) {
            whole++;
            Encoding.GB18030
                    .decode(line)
                    .codePoints()
                    .filter(character -> character > 0x7f)
                    .forEach(character -> {
                        characters++;
                        chinese += isChinese(character) ? 1 : 0;
                    });
            countCommon(line);
        }
    }

    private void countCommon(byte[] line) {
        int place = 0;
        while (place < line.length) {
            int first = Byte.toUnsignedInt(line[place]);
            int second = place + 1 < line.length ? Byte.toUnsignedInt(line[place + 1]) : 0;
            if (first < 0x80) {
                place++;
            } else if (second >= 0x30 && second <= 0x39) {
                place += 4;
            } else {
                boolean isPunctuation = first >= 0xa1 && first <= 0xa3;
                boolean isLevelOne = first >= 0xb0 && first <= 0xd7;
                common += second >= 0xa1 && (isPunctuation || isLevelOne) ? 1 : 0;
                beyondHangul += isLevelOne && first >= BEYOND_HANGUL ? 1 : 0;
                place += 2;
            }
        }
    }

    private static boolean isChinese(int character) {
        return UnicodeScript.of(character) == UnicodeScript.HAN
                || (character >= 0x2010 && character <= 0x2026)
                || (character >= 0x3000 && character <= 0x303f)
                || (character >= 0xff00 && character <= 0xffef);
    }

    /** @param matches what ICU takes the bytes for */
    boolean isLikely(CharsetMatch[] matches) {
        int confidence = confidence(matches, Set.of(Encoding.GB18030.toString()));
        boolean isCommon = 100 * common >= MOST * characters;
        boolean isNoHangul = 100 * beyondHangul >= SOME * common;
        int neighbour = isCommon && isNoHangul ? 0 : confidence(matches, NEIGHBOURS);
        return characters > 0
                && 100 * whole >= ALMOST_ALL * lines
                && 100 * chinese >= MOST * characters
                && (isCommon || confidence >= CONFIDENT)
                && (neighbour < CERTAIN || confidence >= neighbour);
    }

    private static int confidence(CharsetMatch[] matches, Set<String> charsets) {
        return Arrays.stream(matches)
                .filter(match -> charsets.contains(match.getName()))
                .mapToInt(CharsetMatch::getConfidence)
                .max()
                .orElse(0);
    }
}
