package io.sentiment.rows.file;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Whether bytes are UTF-16 of one order. They have zeros, which no other text has, and make sense: with the bytes of each
 * character swapped, the end of a line is no character, and nothing is ASCII.
 */
final class WideBytes {

    /** Of all bytes so many are zeros where most characters are ASCII: one of these. */
    private static final int ZERO_SHARE = 8;

    /** Of a hundred characters one may make no sense. */
    private static final int SENSELESS_SHARE = 100;

    private final boolean manyZeros;
    private final boolean hasZeros;
    private int characters;
    private int ascii;
    private int lineEnds;
    private int senseless;

    WideBytes(Beginning beginning, Encoding encoding) {
        int zeros = 0;
        for (byte value : beginning.bytes()) {
            zeros += value == 0 ? 1 : 0;
        }
        hasZeros = zeros > 0;
        manyZeros = hasZeros && (long) zeros * ZERO_SHARE >= beginning.bytes().length;
        if (hasZeros) {
            read(new Characters(beginning.stream(), encoding));
        }
    }

    private void read(Characters text) {
        try {
            for (int next = text.next(); next != Characters.END; next = text.next()) {
                characters++;
                lineEnds += next == '\n' || next == '\r' ? 1 : 0;
                ascii += next > 0 && next <= 0x7f ? 1 : 0;
                senseless += makesSense(next) ? 0 : 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What is in memory can be read.", e);
        }
    }

    private static boolean makesSense(int character) {
        if (character == '\t' || character == '\n' || character == '\r') {
            return true;
        }
        int type = Character.getType(character);
        return character >= 0
                && type != Character.UNASSIGNED
                && type != Character.PRIVATE_USE
                && type != Character.CONTROL;
    }

    /** @param damaged whether the bytes are no UTF-8 */
    boolean isLikely(boolean damaged) {
        boolean makesSense = ascii > 0 && (long) senseless * SENSELESS_SHARE <= characters;
        return makesSense && (manyZeros || (damaged && lineEnds > 0));
    }

    int asciiCharacters() {
        return ascii;
    }
}
