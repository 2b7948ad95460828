package io.sentiment.text;

import com.ibm.icu.text.BreakIterator;

/**
 * Shortens drawn-out letters of normalised text, cuts it at ICU's word boundaries and sorts the segments into words,
 * emoji, emoticons and marks. Serves one call of one thread.
 */
final class PlainText {

    /**
     * ICU's dictionaries hold a whole run of Chinese or Thai in several arrays. Pieces bound that memory, and with it
     * the length of a token; they end at a blank or mark where there is one.
     */
    private static final int MAXIMUM_PIECE = 4096;

    /** No common word of any language that we know needs more; in English two keep {@code good} and {@code too}. */
    private static final int MAXIMUM_REPETITION = 2;

    private final BreakIterator boundaries;
    private final TokenList tokens;

    PlainText(BreakIterator boundaries, TokenList tokens) {
        this.boundaries = boundaries;
        this.tokens = tokens;
    }

    void tokenize(String normalized) {
        String text = withoutDrawnOutLetters(normalized);
        int start = 0;
        while (start < text.length()) {
            start = tokenizePiece(text, start, pieceEnd(text, start));
        }
    }

    /** Letters may be drawn out for emphasis: {@code soooo} and {@code sooooooo} are one word. */
    private static String withoutDrawnOutLetters(String text) {
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

    /** Adds the tokens that start in a piece, and gives the index after the last, which may lie after the piece. */
    private int tokenizePiece(String text, int pieceStart, int pieceEnd) {
        boundaries.setText(text.substring(pieceStart, pieceEnd));
        int position = pieceStart;
        int boundary = boundaries.first();
        while (position < pieceEnd) {
            // An emoticon or a run of marks may have passed several boundaries, and a word may have ended before its
            // own.
            while (pieceStart + boundary <= position) {
                boundary = boundaries.next();
            }
            position = addToken(text, position, pieceStart + boundary);
        }
        return position;
    }

    /** Adds the token of the segment from start to end, if it has one, and gives the index after it. */
    private int addToken(String text, int start, int end) {
        int emoticonLength = Emoticons.lengthAt(text, start);
        if (emoticonLength > 0) {
            tokens.add(text.substring(start, start + emoticonLength));
            return Emoticons.endWithRepetition(text, start + emoticonLength);
        }
        int first = text.codePointAt(start);
        if (Word.isStart(first)) {
            int wordEnd = Word.end(text, start, end);
            Word.addTo(tokens, text.substring(start, wordEnd));
            return wordEnd;
        } else if (Emoji.isStart(first)) {
            tokens.addEmoji(text.substring(start, end));
        } else if (isMark(first)) {
            return addMarks(text, start, first);
        }
        return end;
    }

    private int addMarks(String text, int start, int mark) {
        int width = Character.charCount(mark);
        int end = start + width;
        while (end < text.length() && text.codePointAt(end) == mark) {
            end += width;
        }
        tokens.addMarks(mark, (end - start) / width);
        return end;
    }

    /** Whether this is punctuation or a symbol, and no blank, joiner or combining mark that lost its letter. */
    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK -> false;
            default -> true;
        };
    }

    private static int pieceEnd(String text, int start) {
        int limit = start + MAXIMUM_PIECE;
        if (limit >= text.length()) {
            return text.length();
        }
        for (int end = limit; end > start + MAXIMUM_PIECE / 2; end--) {
            if (text.charAt(end - 1) == ' ') {
                return end;
            }
        }
        for (int end = limit; end > start + MAXIMUM_PIECE / 2; end--) {
            if (isIdeographicStop(text.charAt(end - 1))) {
                return end;
            }
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }

    private static boolean isIdeographicStop(char character) {
        return character == '\u3002'
                || character == '\u3001'
                || character == ','
                || character == '!'
                || character == '?';
    }
}
