package io.sentiment.rows;

import io.sentiment.text.TokenizedText;
import io.sentiment.text.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Which rows of an evaluated set training has seen. Texts are the same when their normal forms are; they resemble each
 * other when at least 80 % of the runs of five words that either holds are in both. Not thread-safe.
 */
public final class SeenRows {

    private static final BitSet NONE = new BitSet();

    /** Tokenizing takes longest, so that it is done in parallel, but the tokens of all rows are never held. */
    private static final int TOKENIZED_AT_ONCE = 4_096;

    private final List<LabelledRow> rows;
    private final Map<TextDigest, BitSet> rowsByText = new HashMap<>();
    private final ResemblingTexts texts = new ResemblingTexts();
    private final BitSet same = new BitSet();
    private final BitSet similar = new BitSet();

    /** The rows of a set, of which training has seen none so far. */
    public SeenRows(List<LabelledRow> rows) {
        this.rows = List.copyOf(rows);
        Tokenizer tokenizer = new Tokenizer();
        for (int row = 0; row < rows.size(); row++) {
            Text text = Text.of(tokenizer.read(rows.get(row).text()));
            rowsByText.computeIfAbsent(text.digest(), digest -> new BitSet()).set(row);
            texts.add(text.shingles());
        }
    }

    /**
     * Shows training rows to sets, and gives, in their order, those that the network may learn from.
     *
     * @param development sets whose rows nothing is learned from: a training row that has or resembles one of their texts
     *     is left out
     * @param evaluated sets that see the other training rows, and lose none of theirs
     * @param tokens gets the text and the tokens of each row that is given, since tokenizing takes longest of all
     */
    public static List<LabelledRow> show(
            List<LabelledRow> training,
            Collection<SeenRows> development,
            Collection<SeenRows> evaluated,
            BiConsumer<String, TokenizedText> tokens) {
        Tokenizer tokenizer = new Tokenizer();
        List<LabelledRow> kept = new ArrayList<>(training.size());
        for (int start = 0; start < training.size(); start += TOKENIZED_AT_ONCE) {
            List<ReadRow> read =
                    training.subList(start, Math.min(training.size(), start + TOKENIZED_AT_ONCE)).parallelStream()
                            .map(row -> ReadRow.of(row, tokenizer))
                            .toList();
            for (ReadRow row : read) {
                boolean isDevelopment = development.stream()
                                .filter(set -> set.see(row.compared()))
                                .count()
                        > 0;
                if (!isDevelopment) {
                    evaluated.forEach(set -> set.see(row.compared()));
                    tokens.accept(row.row().text(), row.tokens());
                    kept.add(row.row());
                }
            }
        }
        return kept;
    }

    /** Shows one training row to the set. */
    public void show(LabelledRow training) {
        see(Text.of(new Tokenizer().read(training.text())));
    }

    /** Tells whether a training text is in the set, or resembles one that is, and remembers which. */
    private boolean see(Text training) {
        BitSet equal = rowsByText.getOrDefault(training.digest(), NONE);
        BitSet resembling = texts.resembling(training.shingles());
        same.or(equal);
        similar.or(resembling);
        return !resembling.isEmpty();
    }

    /** How many rows have the text of a training row. */
    public int same() {
        return same.cardinality();
    }

    /** How many further rows have a text that resembles that of a training row. */
    public int similar() {
        BitSet others = (BitSet) similar.clone();
        others.andNot(same);
        return others.cardinality();
    }

    /** The places, from 0, of the rows that have or resemble the text of a training row. */
    public BitSet seen() {
        BitSet seen = (BitSet) same.clone();
        seen.or(similar);
        return seen;
    }

    /** The rows that neither have nor resemble the text of a training row, in their order. */
    public List<LabelledRow> unseen() {
        BitSet seen = seen();
        return IntStream.range(0, rows.size())
                .filter(row -> !seen.get(row))
                .mapToObj(rows::get)
                .toList();
    }

    /** A training row, its tokens, and what is compared of it. */
    private record ReadRow(LabelledRow row, TokenizedText tokens, Text compared) {

        static ReadRow of(LabelledRow row, Tokenizer tokenizer) {
            TokenizedText tokens = tokenizer.read(row.text());
            return new ReadRow(row, tokens, Text.of(tokens));
        }
    }

    /**
     * What is compared of a text.
     *
     * @param digest equal only for the same text
     * @param shingles mostly the same for a similar text
     */
    private record Text(TextDigest digest, Shingles shingles) {

        static Text of(TokenizedText text) {
            return new Text(TextDigest.of(text.normalized()), Shingles.of(text.words()));
        }
    }
}
