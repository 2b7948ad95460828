package io.sentiment.text.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a model that was made with Keras reads texts, instead of by the rules of our own tokenizer: the settings of Keras'
 * Tokenizer, TextVectorization and {@code pad_sequences}. Immutable.
 *
 * @param lowered which letters are written small
 * @param cut where a text is cut into words
 * @param separator what stands between two words, where it is cut at separators; else empty
 * @param filtered characters of which none becomes part of a word
 * @param filteredSeparate whether such a character ends a word; otherwise it is as if it was not there
 * @param unknownDropped whether words that the vocabulary does not hold are left out, instead of being an unknown word
 * @param start the id that every text begins with; 0 for none
 * @param padding where a text that is too short gets ids of padding; {@code NONE} gives it none
 * @param truncating where a text that is too long loses ids
 */
public record TextRules(
        Lowered lowered,
        Cut cut,
        String separator,
        String filtered,
        boolean filteredSeparate,
        boolean unknownDropped,
        int start,
        Side padding,
        Side truncating) {

    /** The characters that Keras' Tokenizer filters where nothing else is said; an apostrophe is none of them. */
    public static final String USUAL_FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    /** @throws IllegalArgumentException if the rules contradict each other */
    public TextRules {
        if ((cut == Cut.SEPARATORS) == separator.isEmpty()) {
            throw new IllegalArgumentException("A text is cut at a separator, or it is cut elsewhere and has none.");
        }
        if (truncating == Side.NONE) {
            throw new IllegalArgumentException("A text that is too long must lose its beginning or its end.");
        }
        if (start < 0) {
            throw new IllegalArgumentException("The id that texts begin with must not be negative.");
        }
    }

    /** Cuts a text into words, which {@code taker} gets in their order. */
    public void cut(String text, WordTaker taker) {
        new RuledWords(this, text, taker).run();
    }

    /** Whether a text may need ids of padding. */
    public boolean pads() {
        return padding != Side.NONE;
    }

    /** Takes the words of a text. */
    @FunctionalInterface
    public interface WordTaker {

        /**
         * Takes one.
         *
         * @param word as a vocabulary has it
         * @param start index of its first UTF-16 unit in the text
         * @param end index after its last
         */
        void take(String word, int start, int end);
    }

    /** Letters that are written small. */
    public enum Lowered {
        NONE,
        /** A to Z, as TextVectorization does. */
        ASCII,
        ALL;

        /** The name in a manifest. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The value with that label.
         *
         * @throws IllegalArgumentException for any other label, with the known ones
         */
        @JsonCreator
        public static Lowered ofLabel(String label) {
            return ofLabelOrThrow(values(), label);
        }
    }

    /** Where a text is cut. */
    public enum Cut {
        SEPARATORS,
        /** Blanks of ASCII, as TextVectorization does. */
        BLANKS,
        /** Every character is a token. */
        CHARACTERS,
        /** The whole text is one token. */
        NOWHERE;

        /** The name in a manifest. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The value with that label.
         *
         * @throws IllegalArgumentException for any other label, with the known ones
         */
        @JsonCreator
        public static Cut ofLabel(String label) {
            return ofLabelOrThrow(values(), label);
        }
    }

    /** A side of a text. */
    public enum Side {
        NONE,
        /** Before the first word. */
        PRE,
        /** After the last word. */
        POST;

        /** The name on the command line and in a manifest, as Keras has it. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The side with that label.
         *
         * @throws IllegalArgumentException for any other label, with the known ones
         */
        @JsonCreator
        public static Side ofLabel(String label) {
            return ofLabelOrThrow(values(), label);
        }
    }

    private static <T extends Enum<T>> T ofLabelOrThrow(T[] values, String label) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(label.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown value '" + label + "': use one of "
                        + Arrays.stream(values)
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + "."));
    }
}
