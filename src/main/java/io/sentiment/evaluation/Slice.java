package io.sentiment.evaluation;

/**
 * Accuracy on some of the rows of a data set. Immutable.
 *
 * @param name what the rows have in common, such as {@code 11 to 20}
 * @param rows how many there are, at least 1
 * @param accuracy share of them with the right label
 * @param interval that holds the true accuracy with a confidence of 95 %
 */
public record Slice(String name, int rows, double accuracy, Interval interval) {

    static Slice of(String name, int rows, int correct) {
        return new Slice(name, rows, (double) correct / rows, Interval.wilson(correct, rows));
    }
}
