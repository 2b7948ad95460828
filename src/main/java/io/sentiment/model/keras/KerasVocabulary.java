package io.sentiment.model.keras;

import io.sentiment.text.rules.TextRules;
import io.sentiment.text.rules.TextRules.Cut;
import io.sentiment.text.rules.TextRules.Lowered;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary with the ids of Keras, and how its texts are cut into words. Immutable.
 *
 * @param words by their ids, from 1
 * @param cutting how texts become words
 * @param unknown id of unknown words; 0 where they are left out
 * @param start id that every text begins with; 0 for none
 * @param limit ids that are used are below it; 0 for no limit
 */
record KerasVocabulary(Map<Integer, String> words, Cutting cutting, int unknown, int start, int limit) {

    private static final int IMDB_OFFSET = 3;
    private static final int IMDB_START = 1;
    private static final int IMDB_UNKNOWN = 2;

    KerasVocabulary {
        words = Map.copyOf(words);
        if (words.isEmpty()) {
            throw new UnusableKerasFileException("The vocabulary holds no words.");
        }
    }

    /**
     * Keras' Tokenizer.
     *
     * @param settings its fields: {@code word_index}, {@code num_words}, {@code filters}, {@code lower}, {@code split},
     *     {@code char_level} and {@code oov_token}
     */
    static KerasVocabulary ofTokenizer(Map<?, ?> settings, Map<?, ?> wordIndex, VocabularyKind kind) {
        boolean characters = Boolean.TRUE.equals(settings.get("char_level"));
        String separator = text(settings.get("split"), " ");
        boolean lowers = !Boolean.FALSE.equals(settings.get("lower"));
        Cutting cutting = new Cutting(
                lowers ? Lowered.ALL : Lowered.NONE,
                characters ? Cut.CHARACTERS : Cut.SEPARATORS,
                characters ? "" : separator.isEmpty() ? " " : separator,
                characters ? "" : text(settings.get("filters"), TextRules.USUAL_FILTERS),
                true);
        Map<Integer, String> words = words(wordIndex);
        int limit = settings.get("num_words") instanceof Number number ? number.intValue() : 0;
        Object marker = settings.get("oov_token");
        int unknown = 0;
        if (marker instanceof String token) {
            unknown = wordIndex.get(token) instanceof Number id ? id.intValue() : 0;
        }
        return ofIndex(words, cutting, unknown, limit, kind);
    }

    /** A {@code word_index} alone, which says neither how texts are cut nor which word stands for unknown ones. */
    static KerasVocabulary ofWordIndex(Map<?, ?> wordIndex, VocabularyKind kind) {
        Map<Integer, String> words = words(wordIndex);
        String first = words.getOrDefault(1, "");
        return ofIndex(words, Cutting.USUAL, isMarker(first) ? 1 : 0, 0, kind);
    }

    private static KerasVocabulary ofIndex(
            Map<Integer, String> words, Cutting cutting, int unknown, int limit, VocabularyKind kind) {
        if (kind == VocabularyKind.AUTO) {
            return new KerasVocabulary(words, cutting, unknown, 0, limit);
        }
        Map<Integer, String> moved = new TreeMap<>();
        words.forEach((id, word) -> moved.put(id + IMDB_OFFSET, word));
        return new KerasVocabulary(moved, cutting, IMDB_UNKNOWN, IMDB_START, limit);
    }

    /**
     * Tokens in the order of their ids, as TextVectorization has them.
     *
     * @param tokens with those of padding and unknown words, or without
     */
    static KerasVocabulary ofTokens(List<?> tokens, Cutting cutting) {
        int first = !tokens.isEmpty() && isPadding(String.valueOf(tokens.get(0))) ? 0 : 2;
        Map<Integer, String> words = new TreeMap<>();
        for (int index = 0; index < tokens.size(); index++) {
            if (!(tokens.get(index) instanceof String token)) {
                throw new UnusableKerasFileException(
                        "The vocabulary holds something else than words at " + (index + 1) + ".");
            }
            if (index + first > 1) {
                words.put(index + first, token);
            }
        }
        return new KerasVocabulary(words, cutting, 1, 0, 0);
    }

    /** The word of that id, where there is one that is used. */
    Optional<String> word(int id) {
        boolean used = limit == 0 || id < limit;
        return used && id != unknown ? Optional.ofNullable(words.get(id)) : Optional.empty();
    }

    private static boolean isPadding(String token) {
        return token.isEmpty() || token.toLowerCase(Locale.ROOT).matches("[<\\[](pad|padding)[>\\]]");
    }

    private static boolean isMarker(String word) {
        return word.toLowerCase(Locale.ROOT).matches("[<\\[]?(oov|unk|unknown)[>\\]]?");
    }

    private static Map<Integer, String> words(Map<?, ?> wordIndex) {
        Map<Integer, String> words = new TreeMap<>();
        wordIndex.forEach((word, id) -> {
            if (!(word instanceof String text)
                    || !(id instanceof Number number)
                    || number.intValue() < 1
                    || number.doubleValue() != number.intValue()) {
                throw new UnusableKerasFileException(
                        "The vocabulary gives '" + word + "' the id " + id + ", which is no whole number above 0.");
            }
            if (words.putIfAbsent(number.intValue(), text) != null) {
                throw new UnusableKerasFileException("The vocabulary gives the id " + number + " to two words.");
            }
        });
        return words;
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value instanceof String text ? text : otherwise;
    }

    /**
     * How a text is cut into words, see {@link TextRules}.
     *
     * @param filteredSeparate whether a filtered character ends a word
     */
    record Cutting(Lowered lowered, Cut cut, String separator, String filtered, boolean filteredSeparate) {

        /** That of Keras' Tokenizer where nothing else is said. */
        static final Cutting USUAL = new Cutting(Lowered.ALL, Cut.SEPARATORS, " ", TextRules.USUAL_FILTERS, true);

        /** That of TextVectorization, which deletes {@code !"#$%&()*+,-./:;<=>?@[\]^_`{|}~'}. */
        static Cutting of(Vectorization vectorization) {
            String standardize = vectorization.standardize();
            boolean lowers = standardize.startsWith("lower");
            boolean strips = standardize.endsWith("strip_punctuation");
            if (!lowers && !strips && !standardize.equals("none")) {
                throw new UnusableKerasFileException("Texts are standardised by '" + standardize + "'.");
            }
            Cut cut = switch (vectorization.split()) {
                case "whitespace" -> Cut.BLANKS;
                case "character" -> Cut.CHARACTERS;
                case "none" -> Cut.NOWHERE;
                default -> throw new UnusableKerasFileException("Texts are cut by '" + vectorization.split() + "'.");
            };
            return new Cutting(
                    lowers ? Lowered.ASCII : Lowered.NONE,
                    cut,
                    "",
                    strips ? "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'" : "",
                    false);
        }

        TextRules rules(boolean unknownDropped, int start, TextRules.Side padding, TextRules.Side truncating) {
            return new TextRules(
                    lowered, cut, separator, filtered, filteredSeparate, unknownDropped, start, padding, truncating);
        }
    }
}
