package io.sentiment.text;

/** What a segment that UAX #29 takes for one word gives: a word, a number, or several words that lack a space. */
final class Word {

    static final String NUMBER = "<number>";
    private static final String NEGATION = "n't";

    private Word() {}

    static boolean isStart(int codePoint) {
        return Character.isAlphabetic(codePoint) || Character.isDigit(codePoint) || codePoint == '_';
    }

    static void addTo(TokenList tokens, String segment) {
        int start = 0;
        int end = segment.length();
        while (start < end && segment.charAt(start) == '_') {
            start++;
        }
        while (end > start && segment.charAt(end - 1) == '_') {
            end--;
        }
        // Underscores around a word are emphasis: _not_.
        addUnderscores(tokens, start);
        if (start < end) {
            addBare(tokens, segment.substring(start, end));
        }
        addUnderscores(tokens, segment.length() - end);
    }

    private static void addUnderscores(TokenList tokens, int count) {
        if (count > 0) {
            tokens.addMarks('_', count);
        }
    }

    private static void addBare(TokenList tokens, String word) {
        if (isNumber(word)) {
            tokens.add(NUMBER);
            return;
        }
        int start = 0;
        for (int dot = word.indexOf('.'); dot >= 0; dot = word.indexOf('.', dot + 1)) {
            if (joinsSentences(word, dot)) {
                addWithoutDots(tokens, word.substring(start, dot));
                tokens.add(".");
                start = dot + 1;
            }
        }
        addWithoutDots(tokens, word.substring(start));
    }

    /** Whether a dot ends a sentence whose successor lacks a space, unlike the dots of {@code u.s.a} and 3.5. */
    private static boolean joinsSentences(String word, int dot) {
        boolean singleLetterBefore = dot == 1 || (dot > 1 && word.charAt(dot - 2) == '.');
        boolean singleLetterBehind = dot + 2 == word.length() || word.charAt(dot + 2) == '.';
        boolean digits = Character.isDigit(word.charAt(dot - 1)) && Character.isDigit(word.charAt(dot + 1));
        return !(singleLetterBefore && singleLetterBehind) && !digits;
    }

    private static void addWithoutDots(TokenList tokens, String word) {
        if (!word.endsWith(NEGATION)) {
            tokens.add(word);
            return;
        }
        if (word.length() > NEGATION.length()) {
            tokens.add(word.substring(0, word.length() - NEGATION.length()));
        }
        tokens.add(NEGATION);
    }

    private static boolean isNumber(String word) {
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
