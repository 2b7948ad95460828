package io.sentiment.network;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well probabilities fit the true labels. Positive is the class that precision and recall speak of; a ratio whose
 * denominator is 0 is 0.
 *
 * @param rows number of labelled texts
 * @param accuracy share of texts with the right label
 * @param precision share of the texts called positive that are
 * @param recall share of the positive texts called so
 * @param f1 harmonic mean of precision and recall
 * @param rocAuc probability that a positive text gets a higher probability than a negative one, ties counting half (the
 *     Mann-Whitney statistic; Hanley and McNeil 1982); 0.5 where a class is missing
 * @param logLoss mean cross entropy in nats, probabilities kept within [1e-7, 1 - 1e-7]
 * @param calibrationError expected calibration error over 15 equal bins of the confidence in the predicted label (Guo
 *     et al. 2017), as a share
 * @param confusion counts by true and predicted label
 */
public record Evaluation(
        int rows,
        double accuracy,
        double precision,
        double recall,
        double f1,
        double rocAuc,
        double logLoss,
        double calibrationError,
        Confusion confusion) {

    private static final double SMALLEST_PROBABILITY = 1e-7;
    private static final int CALIBRATION_BINS = 15;

    /** Numbers of texts by what they are and what they were called. */
    public record Confusion(int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {

        private Confusion plus(Confusion other) {
            return new Confusion(
                    truePositives + other.truePositives,
                    falsePositives + other.falsePositives,
                    trueNegatives + other.trueNegatives,
                    falseNegatives + other.falseNegatives);
        }
    }

    /**
     * Lets an engine predict the texts and compares.
     *
     * @param threshold probability from which a text is called positive
     * @throws IllegalArgumentException if there are no texts
     */
    public static Evaluation of(InferenceEngine engine, List<LabelledText> texts, double threshold) {
        return of(engine.predictAll(texts.stream().map(LabelledText::text).toList()), labels(texts), threshold);
    }

    /**
     * The mean of each measure over several sets, which thus count alike whatever their sizes; rows and confusion are
     * sums.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Evaluation mean(Collection<Evaluation> sets) {
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("A mean needs at least one evaluation.");
        }
        return new Evaluation(
                sets.stream().mapToInt(Evaluation::rows).sum(),
                mean(sets, Evaluation::accuracy),
                mean(sets, Evaluation::precision),
                mean(sets, Evaluation::recall),
                mean(sets, Evaluation::f1),
                mean(sets, Evaluation::rocAuc),
                mean(sets, Evaluation::logLoss),
                mean(sets, Evaluation::calibrationError),
                sets.stream().map(Evaluation::confusion).reduce(new Confusion(0, 0, 0, 0), Confusion::plus));
    }

    private static double mean(Collection<Evaluation> sets, ToDoubleFunction<Evaluation> measure) {
        return sets.stream().mapToDouble(measure).average().orElseThrow();
    }

    /** Whether each text is positive. */
    public static boolean[] labels(List<LabelledText> texts) {
        boolean[] labels = new boolean[texts.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = texts.get(row).positive();
        }
        return labels;
    }

    /** Compares probabilities of being positive with the true labels (true is positive), element by element. */
    public static Evaluation of(float[] probabilities, boolean[] labels, double threshold) {
        if (labels.length == 0 || probabilities.length != labels.length) {
            throw new IllegalArgumentException(
                    "An evaluation needs as many probabilities as labels, at least one, but got " + probabilities.length
                            + " and " + labels.length + ".");
        }
        Confusion confusion = confusion(probabilities, labels, threshold);
        double precision = ratio(confusion.truePositives(), confusion.truePositives() + confusion.falsePositives());
        double recall = ratio(confusion.truePositives(), confusion.truePositives() + confusion.falseNegatives());
        return new Evaluation(
                labels.length,
                ratio(confusion.truePositives() + confusion.trueNegatives(), labels.length),
                precision,
                recall,
                ratio(2 * precision * recall, precision + recall),
                rocAuc(probabilities, labels),
                logLoss(probabilities, labels),
                calibrationError(probabilities, labels, threshold),
                confusion);
    }

    private static Confusion confusion(float[] probabilities, boolean[] labels, double threshold) {
        int[][] counts = new int[2][2];
        for (int row = 0; row < labels.length; row++) {
            counts[labels[row] ? 1 : 0][probabilities[row] >= threshold ? 1 : 0]++;
        }
        return new Confusion(counts[1][1], counts[0][1], counts[0][0], counts[1][0]);
    }

    private static double logLoss(float[] probabilities, boolean[] labels) {
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            double ofLabel = labels[row] ? probabilities[row] : 1.0 - probabilities[row];
            sum -= Math.log(Math.min(Math.max(ofLabel, SMALLEST_PROBABILITY), 1 - SMALLEST_PROBABILITY));
        }
        return sum / labels.length;
    }

    private static double rocAuc(float[] probabilities, boolean[] labels) {
        Integer[] order = IntStream.range(0, labels.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(row -> probabilities[row]));
        double rankSum = 0;
        long positives = 0;
        for (int start = 0, end; start < order.length; start = end) {
            end = start;
            long tiedPositives = 0;
            while (end < order.length && probabilities[order[end]] == probabilities[order[start]]) {
                tiedPositives += labels[order[end++]] ? 1 : 0;
            }
            rankSum += tiedPositives * (start + 1 + end) / 2.0;
            positives += tiedPositives;
        }
        long pairs = positives * (labels.length - positives);
        return pairs == 0 ? 0.5 : (rankSum - positives * (positives + 1) / 2.0) / pairs;
    }

    private static double calibrationError(float[] probabilities, boolean[] labels, double threshold) {
        double[] confidences = new double[CALIBRATION_BINS];
        int[] correct = new int[CALIBRATION_BINS];
        for (int row = 0; row < labels.length; row++) {
            boolean positive = probabilities[row] >= threshold;
            double confidence = positive ? probabilities[row] : 1.0 - probabilities[row];
            int bin = Math.min((int) (confidence * CALIBRATION_BINS), CALIBRATION_BINS - 1);
            confidences[bin] += confidence;
            correct[bin] += positive == labels[row] ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            error += Math.abs(confidences[bin] - correct[bin]);
        }
        return error / labels.length;
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
