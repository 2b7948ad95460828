package io.sentiment.text;

/** Two pieces that stand side by side in a word. */
record PiecePair(String left, String right) {

    /** Both as one piece, with the mark of the left one. */
    String joined() {
        return left + (right.startsWith(WordPieces.MARK) ? right.substring(WordPieces.MARK.length()) : right);
    }
}
