package io.sentiment.rows.grammar;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.text.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws different texts of a grammar, positive and negative in turn. Texts that lean to a label have it in four of five
 * rows, so that what learns from them gives them about that probability.
 */
public final class GeneratedRows {

    /** A grammar that has given nothing new so often has little left. */
    private static final int FRUITLESS_DRAWS = 1_000;

    /** Of a grammar that has texts that lean to a label, every so many-th pair of rows is of them. */
    private static final int PAIRS_FOR_ONE_THAT_LEANS = 6;

    /** Of so many texts that lean to a label, one has the other. */
    private static final int LEANING_FOR_ONE_THAT_DIFFERS = 5;

    private GeneratedRows() {}

    /**
     * The same grammar, number and seed give the same rows.
     *
     * @throws UnusableDataException if the grammar has too few texts, or gives one of them both labels
     */
    public static List<LabelledRow> draw(Grammar grammar, int rows, long seed) {
        Random random = new Random(seed);
        Map<String, Boolean> labels = new HashMap<>();
        List<LabelledRow> drawn = new ArrayList<>(rows);
        int fruitless = 0;
        while (drawn.size() < rows) {
            boolean positive = drawn.size() % 2 == 0;
            boolean leaning = grammar.leans() && drawn.size() / 2 % PAIRS_FOR_ONE_THAT_LEANS == 0;
            String text = leaning
                    ? grammar.leaningText(positive != (random.nextInt(LEANING_FOR_ONE_THAT_DIFFERS) == 0), random)
                    : grammar.text(positive, random);
            Boolean label = labels.putIfAbsent(Tokenizer.normalized(text), positive);
            if (label == null) {
                drawn.add(new LabelledRow(text, positive));
                fruitless = 0;
            } else if (label != positive && !leaning) {
                throw new UnusableDataException("The grammar gives '" + text + "' both labels.");
            } else if (++fruitless == FRUITLESS_DRAWS) {
                throw new UnusableDataException(
                        "The grammar has too few texts: " + drawn.size() + " of the " + rows + " rows were found.");
            }
        }
        return drawn;
    }
}
