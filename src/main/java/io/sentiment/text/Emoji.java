package io.sentiment.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** The code points of emoji sequences, by the properties of UTS #51. */
final class Emoji {

    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int FIRST_PICTOGRAPH = 0xA9;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int FEMALE_SIGN = 0x2640;
    private static final int MALE_SIGN = 0x2642;

    private Emoji() {}

    /** Whether a sequence may begin with this: a pictograph, half of a flag, or a skin tone that stands alone. */
    static boolean isStart(int codePoint) {
        return isPictograph(codePoint)
                || UCharacter.hasBinaryProperty(codePoint, UProperty.REGIONAL_INDICATOR)
                || isSkinTone(codePoint);
    }

    /** Whether a zero width joiner between these two makes them one picture, such as a woman and a laptop. */
    static boolean areJoinable(int before, int after) {
        return (isPictograph(before) || isSkinTone(before)) && isPictograph(after);
    }

    /** Whether an invisible tag spells a region after a black flag, as in the flag of Wales. */
    static boolean isFlagTag(int codePoint, int before) {
        return isTag(codePoint) && (before == BLACK_FLAG || isTag(before));
    }

    /** A sequence without the skin tones and the sex of the people in it; one that is nothing else stays as it is. */
    static String ofAnybody(String sequence) {
        StringBuilder anybody = new StringBuilder(sequence.length());
        int codePoint;
        for (int index = 0; index < sequence.length(); index += Character.charCount(codePoint)) {
            codePoint = sequence.codePointAt(index);
            boolean isSex = (codePoint == FEMALE_SIGN || codePoint == MALE_SIGN) && endsWithJoiner(anybody);
            if (isSex) {
                anybody.setLength(anybody.length() - 1);
            } else if (index == 0 || !isSkinTone(codePoint)) {
                anybody.appendCodePoint(codePoint);
            }
        }
        return anybody.toString();
    }

    private static boolean endsWithJoiner(StringBuilder sequence) {
        return !sequence.isEmpty() && sequence.charAt(sequence.length() - 1) == ZERO_WIDTH_JOINER;
    }

    private static boolean isPictograph(int codePoint) {
        return codePoint >= FIRST_PICTOGRAPH
                && UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    private static boolean isSkinTone(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_MODIFIER);
    }

    private static boolean isTag(int codePoint) {
        return codePoint >= FIRST_TAG && codePoint <= LAST_TAG;
    }
}
