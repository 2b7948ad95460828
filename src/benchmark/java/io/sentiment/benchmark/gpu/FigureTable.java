package io.sentiment.benchmark.gpu;

import io.sentiment.benchmark.gpu.Figures.Figure;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of a task as two Markdown tables: the times, and what tells whether they are those of right answers. */
record FigureTable(String task, List<Figure> figures) {

    @Override
    public String toString() {
        return "## " + task + ", microseconds a call (texts a second)\n\n"
                + table(FigureTable::time, "as fast as the best other", FigureTable::ratio)
                + "\n## " + task + ", checks\n\n"
                + table(figure -> String.format(Locale.ROOT, "%.3e", figure.check()), "", row -> "");
    }

    private String table(Function<Figure, String> cell, String lastTitle, Function<List<Figure>, String> last) {
        List<String> contenders =
                figures.stream().map(Figure::contender).distinct().toList();
        StringBuilder text = new StringBuilder("| precision | batch | " + String.join(" | ", contenders) + " | "
                + lastTitle + " |\n|---|---:|" + "---:|".repeat(contenders.size() + 1) + "\n");
        for (String precision :
                figures.stream().map(Figure::precision).distinct().toList()) {
            for (int batch :
                    figures.stream().map(Figure::batch).distinct().sorted().toList()) {
                List<Figure> row = figures.stream()
                        .filter(figure -> figure.precision().equals(precision) && figure.batch() == batch)
                        .toList();
                text.append("| ").append(precision).append(" | ").append(batch).append(" | ");
                text.append(contenders.stream()
                        .map(contender -> row.stream()
                                .filter(figure -> figure.contender().equals(contender))
                                .map(cell)
                                .collect(Collectors.joining()))
                        .collect(Collectors.joining(" | ")));
                text.append(" | ").append(last.apply(row)).append(" |\n");
            }
        }
        return text.toString();
    }

    private static String time(Figure figure) {
        return String.format(Locale.ROOT, "%,.1f (%,.0f)", figure.microseconds(), figure.perSecond());
    }

    private static String ratio(List<Figure> row) {
        double ours = best(row, true);
        double others = best(row, false);
        return Double.isNaN(ours) || Double.isNaN(others) ? "" : String.format(Locale.ROOT, "%.2f ×", others / ours);
    }

    private static double best(List<Figure> row, boolean ours) {
        return row.stream()
                .filter(figure -> figure.contender().equals(Figures.OURS) == ours)
                .mapToDouble(Figure::microseconds)
                .min()
                .orElse(Double.NaN);
    }
}
