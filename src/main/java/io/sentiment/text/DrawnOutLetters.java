package io.sentiment.text;

/** Shortens letters that are drawn out for emphasis, so that {@code soooo} and {@code sooooooo} are one word. */
final class DrawnOutLetters {

    /** No common word of any language that we know needs more; in English two keep {@code good} and {@code too}. */
    private static final int MAXIMUM_REPETITION = 2;

    private DrawnOutLetters() {}

    static String shorten(String text) {
        StringBuilder shortened = new StringBuilder(text.length());
        int previous = -1;
        int repetition = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            repetition = codePoint == previous ? repetition + 1 : 1;
            previous = codePoint;
            if (repetition <= MAXIMUM_REPETITION || !Character.isLetter(codePoint)) {
                shortened.appendCodePoint(codePoint);
            }
        }
        return shortened.toString();
    }
}
