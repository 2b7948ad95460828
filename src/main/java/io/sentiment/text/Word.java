package io.sentiment.text;

import java.util.List;

/** The rules for what UAX #29 takes for one word. */
final class Word {

    static final String NUMBER = "<number>";

    /** English clitics, which the Penn Treebank takes for words of their own. */
    private static final List<String> CLITICS = List.of("n't", "'s", "'m", "'d", "'re", "'ve", "'ll");

    private Word() {}

    static boolean isStart(int codePoint) {
        return Character.isAlphabetic(codePoint) || Character.isDigit(codePoint) || codePoint == '_';
    }

    /**
     * Where the word that starts at an index really ends, at or before ICU's boundary: ICU joins letters across a colon
     * and across the full stop of a sentence whose successor lacks a space.
     */
    static int end(String text, int start, int boundary) {
        for (int index = start + 1; index < boundary - 1; index++) {
            char character = text.charAt(index);
            if (character == ':' || (character == '.' && endsSentence(text, start, index, boundary))) {
                return index;
            }
        }
        return boundary;
    }

    /** Unlike the dots of {@code u.s.a} and 3.5. */
    private static boolean endsSentence(String text, int start, int dot, int boundary) {
        boolean singleLetterBefore = dot == start + 1 || text.charAt(dot - 2) == '.';
        boolean singleLetterAfter = dot + 2 == boundary || text.charAt(dot + 2) == '.';
        boolean isDecimal = Character.isDigit(text.charAt(dot - 1)) && Character.isDigit(text.charAt(dot + 1));
        return !(singleLetterBefore && singleLetterAfter) && !isDecimal;
    }

    /** How many characters of a word, at its end, are a clitic that something stands before. */
    static int cliticLength(String word) {
        if (word.indexOf('\'') < 0) {
            return 0;
        }
        for (String clitic : CLITICS) {
            if (word.endsWith(clitic) && word.length() > clitic.length()) {
                return clitic.length();
            }
        }
        return 0;
    }

    /** Whether a word is written in digits, in whatever script. */
    static boolean isNumber(String word) {
        boolean hasDigit = false;
        for (int index = 0; index < word.length(); ) {
            int codePoint = word.codePointAt(index);
            index += Character.charCount(codePoint);
            if (Character.isDigit(codePoint)) {
                hasDigit = true;
            } else if (Character.isAlphabetic(codePoint) || Character.getType(codePoint) == Character.ENCLOSING_MARK) {
                return false;
            }
        }
        return hasDigit;
    }
}
