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
    /** Of each character of the shortened text, and of its end: its index in the normalised text. */
    private int[] places = {};

    PlainText(BreakIterator boundaries, TokenList tokens) {
        this.boundaries = boundaries;
        this.tokens = tokens;
    }

    /** Adds the tokens of a stretch of normalised text. */
    void tokenize(String normalized, int from, int to) {
        String text = withoutDrawnOutLetters(normalized, from, to);
        int start = 0;
        while (start < text.length()) {
            start = tokenizePiece(text, start, pieceEnd(text, start));
        }
    }

    /** Letters may be drawn out for emphasis: {@code soooo} and {@code sooooooo} are one word. */
    private String withoutDrawnOutLetters(String text, int from, int to) {
        StringBuilder shortened = new StringBuilder(to - from);
        places = new int[to - from + 1];
        int previous = -1;
        int repetition = 0;
        for (int index = from; index < to; ) {
            int codePoint = text.codePointAt(index);
            repetition = codePoint == previous ? repetition + 1 : 1;
            previous = codePoint;
            int end = index + Character.charCount(codePoint);
            if (repetition <= MAXIMUM_REPETITION || !Character.isLetter(codePoint)) {
                for (; index < end; index++) {
                    places[shortened.length()] = index;
                    shortened.append(text.charAt(index));
                }
            }
            index = end;
        }
        places[shortened.length()] = to;
        return shortened.toString();
    }

    /** Adds a token that stands between two indices of the shortened text. */
    private void add(String token, int start, int end) {
        tokens.add(token, places[start], places[end]);
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
            int repeatedEnd = Emoticons.endWithRepetition(text, start + emoticonLength);
            add(text.substring(start, start + emoticonLength), start, repeatedEnd);
            return repeatedEnd;
        }
        int first = text.codePointAt(start);
        if (Word.isStart(first)) {
            int wordEnd = Word.end(text, start, end);
            addWord(text.substring(start, wordEnd), start);
            return wordEnd;
        } else if (Emoji.isStart(first)) {
            tokens.addEmoji(text.substring(start, end), places[start], places[end]);
        } else if (isMark(first)) {
            return addMarks(text, start, first);
        }
        return end;
    }

    /** Adds what a word gives: a number's class, a word and its clitic, the underscores that stress a word. */
    private void addWord(String segment, int start) {
        int first = 0;
        int last = segment.length();
        while (first < last && segment.charAt(first) == '_') {
            first++;
        }
        while (last > first && segment.charAt(last - 1) == '_') {
            last--;
        }
        // Underscores around a word are emphasis: _not_.
        addUnderscores(start, start + first);
        if (first < last) {
            addBareWord(segment.substring(first, last), start + first);
        }
        addUnderscores(start + last, start + segment.length());
    }

    private void addUnderscores(int start, int end) {
        if (start < end) {
            tokens.addMarks('_', end - start, places[start], places[end]);
        }
    }

    private void addBareWord(String word, int start) {
        int end = start + word.length();
        if (Word.isNumber(word)) {
            add(Word.NUMBER, start, end);
        } else {
            int stem = word.length() - Word.cliticLength(word);
            add(word.substring(0, stem), start, start + stem);
            if (stem < word.length()) {
                add(word.substring(stem), start + stem, end);
            }
        }
    }

    private int addMarks(String text, int start, int mark) {
        int width = Character.charCount(mark);
        int end = start + width;
        while (end < text.length() && text.codePointAt(end) == mark) {
            end += width;
        }
        tokens.addMarks(mark, (end - start) / width, places[start], places[end]);
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
