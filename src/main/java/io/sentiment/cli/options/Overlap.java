package io.sentiment.cli.options;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.SeenRows;
import io.sentiment.text.TokenizedText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What training rows and evaluated ones have in common. Training rows that resemble development rows are dropped, since
 * these select the best epoch. Published figures are measured with test rows that resemble training rows, so those stay,
 * and the sets are measured without them too.
 */
public final class Overlap {

    private final List<SeenRows> development;
    private final List<EvaluationSet> tests;
    private final List<SeenRows> seen;
    private int dropped;

    public Overlap(Collection<List<LabelledRow>> development, List<EvaluationSet> tests) {
        this.development = development.stream().map(SeenRows::new).toList();
        this.tests = tests;
        this.seen = tests.stream().map(test -> new SeenRows(test.rows())).toList();
    }

    /**
     * The training rows that no development row resembles, in their order.
     *
     * @param tokens gets the text and the tokens of each of them
     */
    public List<LabelledRow> learnable(List<LabelledRow> training, BiConsumer<String, TokenizedText> tokens) {
        List<LabelledRow> learnable = SeenRows.show(training, development, seen, tokens);
        dropped += training.size() - learnable.size();
        return learnable;
    }

    /** Prints one line for the development rows, if there are any, and one for each test set. */
    public void report(PrintWriter report) {
        if (!development.isEmpty()) {
            report.printf("Dropped %d training rows that resemble development rows.%n", dropped);
        }
        for (int index = 0; index < tests.size(); index++) {
            EvaluationSet test = tests.get(index);
            report.printf(
                    "%d of the %d rows of %s have the text of a training row, and %d others resemble one.%n",
                    seen.get(index).same(),
                    test.rows().size(),
                    test.name(),
                    seen.get(index).similar());
        }
    }

    /** Each test set, followed by what is left of it without the rows that training has seen where there are such. */
    public List<EvaluationSet> tests() {
        List<EvaluationSet> all = new ArrayList<>();
        for (int index = 0; index < tests.size(); index++) {
            EvaluationSet test = tests.get(index);
            List<LabelledRow> unseen = seen.get(index).unseen();
            all.add(test);
            if (!unseen.isEmpty() && unseen.size() < test.rows().size()) {
                all.add(new EvaluationSet(test.name() + " without training texts", unseen));
            }
        }
        return all;
    }
}
