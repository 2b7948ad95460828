package io.sentiment.text.rules;

import io.sentiment.text.rules.TextRules.Cut;
import io.sentiment.text.rules.TextRules.Lowered;
import io.sentiment.text.rules.TextRules.WordTaker;
import java.util.Locale;

/** Cuts one text by {@link TextRules}. The places of its words are those in the text as it was sent. */
final class RuledWords {

    private final TextRules rules;
    private final String text;
    private final WordTaker taker;
    private final StringBuilder word = new StringBuilder();
    private int start;
    private int end;

    RuledWords(TextRules rules, String text, WordTaker taker) {
        this.rules = rules;
        this.text = text;
        this.taker = taker;
    }

    void run() {
        int index = 0;
        while (index < text.length()) {
            int character = text.codePointAt(index);
            int next = index + Character.charCount(character);
            boolean filtered = rules.filtered().indexOf(character) >= 0;
            if (rules.cut() == Cut.SEPARATORS && text.startsWith(rules.separator(), index)) {
                next = index + rules.separator().length();
                finish();
            } else if (rules.cut() == Cut.BLANKS && isBlank(character)) {
                finish();
            } else if (!filtered) {
                append(character, index, next);
            } else if (rules.filteredSeparate()) {
                finish();
            }
            index = next;
        }
        finish();
    }

    private void append(int character, int from, int to) {
        if (word.isEmpty()) {
            start = from;
        }
        word.appendCodePoint(character);
        end = to;
        if (rules.cut() == Cut.CHARACTERS) {
            finish();
        }
    }

    private void finish() {
        if (!word.isEmpty()) {
            taker.take(lowered(word.toString()), start, end);
            word.setLength(0);
        }
    }

    private String lowered(String found) {
        if (rules.lowered() == Lowered.ALL) {
            return found.toLowerCase(Locale.ROOT);
        }
        if (rules.lowered() == Lowered.NONE) {
            return found;
        }
        StringBuilder lowered = new StringBuilder(found);
        for (int index = 0; index < lowered.length(); index++) {
            char letter = lowered.charAt(index);
            if (letter >= 'A' && letter <= 'Z') {
                lowered.setCharAt(index, (char) (letter + 'a' - 'A'));
            }
        }
        return lowered.toString();
    }

    private static boolean isBlank(int character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }
}
