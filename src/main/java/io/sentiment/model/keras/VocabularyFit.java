package io.sentiment.model.keras;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings vocabulary and embedding of Keras to the ids of a bundle, where 0 is padding and 1 stands for unknown words: the row
 * of unknown words is moved there, or one that is never read is put there. All other rows keep their order. Rows without a
 * word are kept under a name that no text has.
 */
final class VocabularyFit {

    /** There is no row of unknown words. */
    private static final int NO_ROW = -1;

    private final KerasVocabulary words;
    private final int rows;
    private final List<Integer> order = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param rows of the embedding */
    VocabularyFit(KerasVocabulary words, int rows) {
        this.words = words;
        this.rows = rows;
        if (words.unknown() >= rows) {
            throw new UnusableKerasFileException(
                    "Unknown words have the id " + words.unknown() + ", but the embedding has only " + rows + " rows.");
        }
        if (words.start() >= rows) {
            throw new UnusableKerasFileException("The embedding has only " + rows + " rows.");
        }
        order.add(Vocabulary.PADDING_ID);
        order.add(dropsUnknown() ? NO_ROW : words.unknown());
        for (int row = 1; row < rows; row++) {
            if (row != words.unknown()) {
                order.add(row);
            }
        }
    }

    boolean dropsUnknown() {
        return words.unknown() == 0;
    }

    /** The id, in the bundle, that every text begins with; 0 for none. */
    int start() {
        return words.start() == 0 ? 0 : order.indexOf(words.start());
    }

    /** What the user should know, a sentence each. */
    List<String> notes() {
        return notes;
    }

    Vocabulary vocabulary() {
        List<String> lines = new ArrayList<>();
        int used = 0;
        int unusable = 0;
        for (int id = 0; id < order.size(); id++) {
            int row = order.get(id);
            if (id < Vocabulary.RESERVED_IDS) {
                lines.add(id == Vocabulary.PADDING_ID ? "<padding>" : "<unknown>");
                continue;
            }
            Optional<String> word = words.word(row);
            boolean fits = word.map(VocabularyFit::fitsALine).orElse(false);
            lines.add(fits ? word.get() : "<unused " + row + ">");
            used += fits ? 1 : 0;
            unusable += word.isPresent() && !fits ? 1 : 0;
        }
        note(used, unusable);
        try {
            byte[] file = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            return Vocabulary.read(new ByteArrayInputStream(file));
        } catch (IllegalArgumentException e) {
            throw new UnusableKerasFileException("The words make no vocabulary: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The weights with the embedding's rows at the ids of the bundle. */
    NetworkWeights fit(NetworkWeights weights) {
        Architecture architecture = weights.architecture();
        int size = architecture.embeddingSize();
        float[] embedding = new float[order.size() * size];
        for (int id = 0; id < order.size(); id++) {
            if (order.get(id) != NO_ROW) {
                System.arraycopy(weights.embedding(), order.get(id) * size, embedding, id * size, size);
            }
        }
        return new NetworkWeights(
                architecture.withVocabularySize(order.size()),
                embedding,
                weights.layers(),
                weights.between(),
                weights.dense(),
                weights.denseBias());
    }

    private void note(int used, int unusable) {
        long known = words.words().keySet().stream()
                .filter(id -> id != words.unknown())
                .count();
        long beyond = known - used - unusable;
        if (beyond > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d words are never read: their ids are not below %s.",
                    beyond,
                    known,
                    words.limit() > 0 && words.limit() < rows
                            ? "num_words, " + words.limit()
                            : "the embedding's rows, " + rows));
        }
        if (unusable > 0) {
            notes.add(String.format(
                    Locale.ROOT, "%,d words are never read: no line of a vocabulary holds them.", unusable));
        }
        if (known < rows / 2) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The vocabulary has %,d words, but the embedding %,d rows: see that they belong together.",
                    known,
                    rows));
        }
    }

    private static boolean fitsALine(String word) {
        return !word.isEmpty()
                && word.chars()
                        .noneMatch(character -> (character >= '\n' && character <= '\r')
                                || character == '\u0085'
                                || character == '\u2028'
                                || character == '\u2029')
                && StandardCharsets.UTF_8.newEncoder().canEncode(word)
                && !word.equals("##<pieces>")
                && !word.equals("<padding>")
                && !word.equals("<unknown>");
    }
}
