package io.sentiment.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;

/**
 * A text without what a reader cannot see, made before normalisation from a text without {@link Markup}.
 *
 * <p>Control characters, unpaired surrogates and every kind of blank become a space. Default-ignorable and format
 * characters vanish, unless they hold an emoji sequence together; variation selectors vanish always, so that a heart is
 * one token whether or not it asks to be shown in colour. Runs of combining marks are cut to 30 as in the Stream-Safe
 * Text Format, because normalisation sorts such a run in quadratic time.
 *
 * @see <a href="https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format">UAX #15, section 13</a>
 */
final class VisibleText {

    private static final int MAXIMUM_COMBINING_RUN = 30;
    private static final int FIRST_COMBINING_MARK = 0x300;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int FULLWIDTH_GRAVE_ACCENT = 0xFF40;
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    private final String text;
    private final TracedText visible;
    private int combiningRun;

    private VisibleText(String text) {
        this.text = text;
        this.visible = new TracedText(text.length());
    }

    /** Each of its characters comes from the one of the text that it shows. */
    static TracedText of(String text) {
        return new VisibleText(text).build();
    }

    private TracedText build() {
        int end;
        for (int index = 0; index < text.length(); index = end) {
            int codePoint = text.codePointAt(index);
            end = index + Character.charCount(codePoint);
            if (codePoint > ' ' && codePoint < 0x7F && codePoint != '`') {
                combiningRun = 0;
                visible.append(codePoint, index, end);
            } else if (isAccentAsApostrophe(codePoint, index)) {
                visible.append('\'', index, end);
            } else if (isBlank(codePoint) || separatesWords(codePoint)) {
                visible.append(' ', index, end);
            } else if (isSeen(codePoint, index) && !exceedsCombiningRun(codePoint)) {
                visible.append(codePoint, index, end);
            }
        }
        return visible;
    }

    /** A grave or acute accent between two letters is a mistyped apostrophe: {@code don`t}. */
    private boolean isAccentAsApostrophe(int codePoint, int index) {
        return (codePoint == '`' || codePoint == '\u00B4' || codePoint == FULLWIDTH_GRAVE_ACCENT)
                && index > 0
                && Character.isLetter(text.codePointBefore(index))
                && index + 1 < text.length()
                && Character.isLetter(text.codePointAt(index + 1));
    }

    private static boolean isBlank(int codePoint) {
        if (codePoint > ' ' && codePoint < 0x7F) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /**
     * A zero width space is unseen, so that it must not cut a word in two, but Thai, Khmer and their like write it between
     * words (class SA of UAX #14).
     */
    private boolean separatesWords(int codePoint) {
        return codePoint == ZERO_WIDTH_SPACE
                && visible.length() > 0
                && UCharacter.getIntPropertyValue(visible.last(), UProperty.LINE_BREAK)
                        == UCharacter.LineBreak.COMPLEX_CONTEXT;
    }

    private boolean isSeen(int codePoint, int index) {
        if (codePoint < 0x7F) {
            return true;
        }
        boolean invisible = Character.getType(codePoint) == Character.FORMAT
                || UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
        return !invisible || holdsEmojiTogether(codePoint, index);
    }

    private boolean holdsEmojiTogether(int codePoint, int index) {
        if (visible.length() == 0) {
            return false;
        }
        int before = visible.last();
        if (codePoint == ZERO_WIDTH_JOINER) {
            return index + 1 < text.length() && Emoji.areJoinable(before, text.codePointAt(index + 1));
        }
        return Emoji.isFlagTag(codePoint, before);
    }

    private boolean exceedsCombiningRun(int codePoint) {
        boolean combining = codePoint >= FIRST_COMBINING_MARK
                && (Character.getType(codePoint) == Character.NON_SPACING_MARK
                        || Character.getType(codePoint) == Character.ENCLOSING_MARK
                        || !NFKC.hasBoundaryBefore(codePoint));
        combiningRun = combining ? combiningRun + 1 : 0;
        return combiningRun > MAXIMUM_COMBINING_RUN;
    }
}
