package io.sentiment.evaluation;

import io.sentiment.evaluation.ChartDrawing.Chart;
import io.sentiment.evaluation.DetailedEvaluation.CalibrationBin;
import io.sentiment.evaluation.Slices.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Plots of measured models: a panel for each data set, in it a line for each model. */
public enum Plot {
    /** Accuracy by the tokens of a text, with its interval. */
    ACCURACY_BY_LENGTH {
        @Override
        Chart panel(String data, Map<String, DetailedEvaluation> models) {
            Map<String, Integer> rows = rowsByLength(models);
            List<String> slices = List.copyOf(rows.keySet());
            List<Chart.Line> lines = new ArrayList<>();
            models.forEach((model, details) -> lines.add(new Chart.Line(
                    model,
                    details.slices().byLength().stream()
                            .map(slice -> new Chart.Mark(
                                    // Side by side, so that no interval hides another.
                                    slices.indexOf(slice.name()) + 0.08 * (lines.size() - (models.size() - 1) / 2.0),
                                    slice.accuracy(),
                                    slice.interval(),
                                    words(model, slice)))
                            .toList())));
            List<Chart.Tick> ticks = IntStream.range(0, slices.size())
                    .mapToObj(index -> new Chart.Tick(index, slices.get(index), "n = " + rows.get(slices.get(index))))
                    .toList();
            return new Chart(
                    "Accuracy on " + data + " by text length",
                    new Chart.Axis("tokens of the text", -0.5, slices.size() - 0.5, ticks),
                    percent("accuracy", lowestTick(models)),
                    lines,
                    false);
        }
    },
    /** The share of positive texts by predicted probability, on the diagonal where a model is calibrated. */
    RELIABILITY {
        @Override
        Chart panel(String data, Map<String, DetailedEvaluation> models) {
            List<Chart.Line> lines = new ArrayList<>();
            models.forEach((model, details) -> lines.add(new Chart.Line(
                    model,
                    details.calibration().stream()
                            .map(bin -> new Chart.Mark(
                                    bin.probability(), bin.positive(), bin.interval(), words(model, bin)))
                            .toList())));
            return new Chart(
                    "Reliability on " + data,
                    percent("mean predicted probability of being positive", 0),
                    percent("share of positive texts", 0),
                    lines,
                    true);
        }
    };

    private static final double TICK = 0.1;
    private static final int FEW_ROWS = 30;

    abstract Chart panel(String data, Map<String, DetailedEvaluation> models);

    /**
     * Draws an SVG document; the same measurements give the same characters.
     *
     * @param sets by the name of the data set, then by the name of the model; in the order in which they are drawn
     */
    public String draw(Map<String, Map<String, DetailedEvaluation>> sets) {
        List<Chart> panels = new ArrayList<>();
        sets.forEach((data, models) -> panels.add(panel(data, models)));
        return new ChartDrawing(panels).svg();
    }

    /** The slices that any model has, in their order. */
    private static Map<String, Integer> rowsByLength(Map<String, DetailedEvaluation> models) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (String name : Slices.LENGTH_NAMES) {
            models.values().stream()
                    .flatMap(details -> details.slices().byLength().stream())
                    .filter(slice -> slice.name().equals(name))
                    .forEach(slice -> rows.putIfAbsent(name, slice.rows()));
        }
        return rows;
    }

    /** The tick below every accuracy, and below every interval but those of few rows, which would flatten the lines. */
    private static double lowestTick(Map<String, DetailedEvaluation> models) {
        double lowest = models.values().stream()
                .flatMap(details -> details.slices().byLength().stream())
                .mapToDouble(slice -> slice.rows() < FEW_ROWS
                        ? slice.accuracy()
                        : slice.interval().low())
                .min()
                .orElse(0);
        return Math.min(Math.floor(lowest / TICK), 1 / TICK - 1) * TICK;
    }

    private static Chart.Axis percent(String title, double low) {
        int first = (int) Math.round(low / TICK);
        List<Chart.Tick> ticks = IntStream.rangeClosed(first, 10)
                .mapToObj(tick -> new Chart.Tick(tick * TICK, 10 * tick + " %", ""))
                .toList();
        return new Chart.Axis(title, low, 1, ticks);
    }

    private static String words(String model, Slice slice) {
        return String.format(
                Locale.ROOT,
                "%s, %s tokens: %.2f %% of %d rows (%.2f to %.2f)",
                model,
                slice.name(),
                100 * slice.accuracy(),
                slice.rows(),
                100 * slice.interval().low(),
                100 * slice.interval().high());
    }

    private static String words(String model, CalibrationBin bin) {
        return String.format(
                Locale.ROOT,
                "%s, predicted %.2f %%: %.2f %% of %d rows are positive (%.2f to %.2f)",
                model,
                100 * bin.probability(),
                100 * bin.positive(),
                bin.rows(),
                100 * bin.interval().low(),
                100 * bin.interval().high());
    }
}
