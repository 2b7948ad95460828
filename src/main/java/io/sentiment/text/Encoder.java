package io.sentiment.text;

import io.sentiment.text.rules.TextRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a text into the ids of its tokens, or of their pieces where {@link Vocabulary} cuts unknown words, at most as many
 * as a network reads.
 *
 * <p>A longer text keeps its beginning and its end, a quarter and three quarters of the maximum, because reviews state
 * their verdict at the end: head+tail truncation with the ratio 128:382 of Sun et al. 2019, "How to Fine-Tune BERT for
 * Text Classification?", section 5.3.1. A text without tokens becomes one unknown token, so that no network ever sees a
 * row that is masked from end to end. Where a model has {@link TextRules}, they say how its texts are cut and padded to the
 * maximum. Immutable and thread-safe.
 */
public final class Encoder {

    private static final int PADDING = -1;

    private final Tokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final int maximumLength;
    private final @Nullable TextRules rules;

    /**
     * @param maximumLength the most ids that a text may have
     * @throws IllegalArgumentException when the maximum length is below 1
     */
    public Encoder(Tokenizer tokenizer, Vocabulary vocabulary, int maximumLength) {
        if (maximumLength < 1) {
            throw new IllegalArgumentException("The maximum length of a text must be at least 1 token.");
        }
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.maximumLength = maximumLength;
        this.rules = tokenizer.settings().rules();
    }

    /** Encodes any text, also an empty one. */
    public EncodedText encode(String text) {
        return encode(tokenize(text).tokens());
    }

    /** The tokens of a text, to be encoded, with their places. */
    public TokenizedText tokenize(String text) {
        return tokenizer.read(text);
    }

    /** Encodes the tokens of a text. */
    public EncodedText encode(List<String> tokens) {
        return encode(tokens.stream().mapMultiToInt(vocabulary::read).toArray());
    }

    /** Encodes a text by all ids that it is read by, such as those of {@link #allSteps}; none is an empty text. */
    public EncodedText encode(int[] ids) {
        int unknown = 0;
        for (int id : ids) {
            unknown += id == Vocabulary.UNKNOWN_ID ? 1 : 0;
        }
        if (rules == null) {
            return new EncodedText(fit(ids), ids.length, unknown, ids.length > maximumLength);
        }
        int[] read = ruled(rules, ids);
        int[] places = fit(rules, read.length);
        int[] fitted = new int[places.length];
        for (int step = 0; step < fitted.length; step++) {
            fitted[step] = places[step] == PADDING ? Vocabulary.PADDING_ID : read[places[step]];
        }
        return new EncodedText(fitted, ids.length, unknown, read.length > maximumLength);
    }

    /**
     * How a network reads a text, id by id: those of {@link #encode}, each with the token that it is, or is a piece of.
     *
     * @param text as {@link #tokenize} gives it
     */
    public List<Step> steps(TokenizedText text) {
        List<Step> steps = allSteps(text);
        if (rules != null) {
            return ruledSteps(rules, steps);
        }
        return steps.isEmpty()
                ? List.of(new Step(Vocabulary.UNKNOWN_ID, Step.NO_TOKEN))
                : Arrays.stream(fit(IntStream.range(0, steps.size()).toArray()))
                        .mapToObj(steps::get)
                        .toList();
    }

    /** All ids of a text, also those that are too many for a network; none of a text without tokens. */
    public List<Step> allSteps(TokenizedText text) {
        List<String> tokens = text.tokens();
        List<Step> steps = new ArrayList<>();
        for (int index = 0; index < tokens.size(); index++) {
            int token = index;
            vocabulary.read(tokens.get(index), id -> steps.add(new Step(id, token)));
        }
        return steps;
    }

    private List<Step> ruledSteps(TextRules applied, List<Step> all) {
        List<Step> read = new ArrayList<>();
        if (applied.start() > 0) {
            read.add(new Step(applied.start(), Step.NO_TOKEN));
        }
        all.stream().filter(step -> isRead(applied, step.id())).forEach(read::add);
        if (read.isEmpty() && !applied.pads()) {
            return List.of(new Step(Vocabulary.UNKNOWN_ID, Step.NO_TOKEN));
        }
        return Arrays.stream(fit(applied, read.size()))
                .mapToObj(place -> place == PADDING ? new Step(Vocabulary.PADDING_ID, Step.NO_TOKEN) : read.get(place))
                .toList();
    }

    /** The ids that are read, beginning with that of every text; of nothing an unknown word, where there is no padding. */
    private static int[] ruled(TextRules rules, int[] ids) {
        IntStream start = rules.start() > 0 ? IntStream.of(rules.start()) : IntStream.empty();
        int[] read = IntStream.concat(start, Arrays.stream(ids).filter(id -> isRead(rules, id)))
                .toArray();
        return read.length == 0 && !rules.pads() ? new int[] {Vocabulary.UNKNOWN_ID} : read;
    }

    private static boolean isRead(TextRules rules, int id) {
        return id != Vocabulary.UNKNOWN_ID || !rules.unknownDropped();
    }

    /** For each step of a text of {@code count} ids the index of its id, or {@link #PADDING}. */
    private int[] fit(TextRules applied, int count) {
        int kept = Math.min(count, maximumLength);
        int first = applied.truncating() == TextRules.Side.PRE ? count - kept : 0;
        int length = applied.pads() ? maximumLength : kept;
        int before = applied.padding() == TextRules.Side.PRE ? length - kept : 0;
        int[] places = new int[length];
        Arrays.fill(places, PADDING);
        for (int index = 0; index < kept; index++) {
            places[before + index] = first + index;
        }
        return places;
    }

    private int[] fit(int[] ids) {
        if (ids.length == 0) {
            return new int[] {Vocabulary.UNKNOWN_ID};
        }
        if (ids.length <= maximumLength) {
            return ids;
        }
        int head = maximumLength / 4;
        int tail = maximumLength - head;
        int[] kept = new int[maximumLength];
        System.arraycopy(ids, 0, kept, 0, head);
        System.arraycopy(ids, ids.length - tail, kept, head, tail);
        return kept;
    }

    /**
     * What a network reads at a time step. Immutable.
     *
     * @param id of the vocabulary
     * @param token index of the token in its text, or {@link #NO_TOKEN} where a text has none
     */
    public record Step(int id, int token) {

        /** Of the one step of a text without tokens. */
        public static final int NO_TOKEN = -1;
    }
}
