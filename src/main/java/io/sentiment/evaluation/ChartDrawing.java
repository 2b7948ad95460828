package io.sentiment.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Charts below each other as one SVG document, in light or dark colours as the reader's system asks. The colours are
 * told apart by readers who see no red or no green (Okabe and Ito 2008), the lines by their dashes too.
 */
final class ChartDrawing {

    private static final int LEFT = 72;
    private static final int TOP = 48;
    private static final int PLOT_WIDTH = 560;
    private static final int PLOT_HEIGHT = 280;
    private static final int PANEL_HEIGHT = TOP + PLOT_HEIGHT + 80;
    private static final int LEGEND = LEFT + PLOT_WIDTH + 24;
    private static final int CHARACTER_WIDTH = 8;
    private static final int SERIES = 6;

    private static final String STYLE = """
            text { font: 12px system-ui, sans-serif; fill: #1f2328; }
            .title { font-size: 15px; font-weight: 600; }
            .detail { font-size: 10px; fill: #59636e; }
            .paper { fill: #ffffff; }
            .grid { stroke: #d1d9e0; }
            .axis { stroke: #59636e; }
            .diagonal { stroke: #59636e; stroke-dasharray: 2 4; }
            .line { fill: none; stroke-width: 1.5; }
            .series-0 { stroke: #0072b2; } circle.series-0 { fill: #0072b2; }
            .series-1 { stroke: #d55e00; } circle.series-1 { fill: #d55e00; }
            .series-2 { stroke: #007a5a; } circle.series-2 { fill: #007a5a; }
            .series-3 { stroke: #a83d84; } circle.series-3 { fill: #a83d84; }
            .series-4 { stroke: #7d6400; } circle.series-4 { fill: #7d6400; }
            .series-5 { stroke: #333333; } circle.series-5 { fill: #333333; }
            .line.series-1 { stroke-dasharray: 6 3; }
            .line.series-2 { stroke-dasharray: 2 2; }
            .line.series-3 { stroke-dasharray: 8 3 2 3; }
            .line.series-4 { stroke-dasharray: 12 4; }
            .line.series-5 { stroke-dasharray: 4 4; }
            @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc; }
            .detail { fill: #9198a1; }
            .paper { fill: #0d1117; }
            .grid { stroke: #2f353d; }
            .axis, .diagonal { stroke: #9198a1; }
            .series-0 { stroke: #56b4e9; } circle.series-0 { fill: #56b4e9; }
            .series-1 { stroke: #ff9248; } circle.series-1 { fill: #ff9248; }
            .series-2 { stroke: #2fd6a3; } circle.series-2 { fill: #2fd6a3; }
            .series-3 { stroke: #e79bcb; } circle.series-3 { fill: #e79bcb; }
            .series-4 { stroke: #f0e442; } circle.series-4 { fill: #f0e442; }
            .series-5 { stroke: #dddddd; } circle.series-5 { fill: #dddddd; }
            }
            """;

    private final List<Chart> charts;
    private final StringBuilder svg = new StringBuilder();

    ChartDrawing(List<Chart> charts) {
        this.charts = charts;
    }

    /** To be called once. */
    String svg() {
        int longestName = charts.stream()
                .flatMap(chart -> chart.lines().stream())
                .mapToInt(line -> line.name().length())
                .max()
                .orElse(0);
        int width = LEGEND + 48 + CHARACTER_WIDTH * longestName;
        int height = PANEL_HEIGHT * charts.size();
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">",
                width, height, width, height);
        add("<title>%s</title>", escape(charts.stream().map(Chart::title).collect(Collectors.joining("; "))));
        add("<style>%n%s</style>", STYLE);
        add("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>", width, height);
        for (int panel = 0; panel < charts.size(); panel++) {
            add("<g transform=\"translate(0 %d)\">", panel * PANEL_HEIGHT);
            draw(charts.get(panel));
            add("</g>");
        }
        add("</svg>");
        return svg.toString();
    }

    private void draw(Chart chart) {
        add("<text class=\"title\" x=\"%d\" y=\"26\">%s</text>", LEFT, escape(chart.title()));
        drawY(chart.y());
        drawX(chart.x());
        if (chart.diagonal()) {
            line("diagonal", x(chart, 0), y(chart, 0), x(chart, 1), y(chart, 1));
        }
        for (int index = 0; index < chart.lines().size(); index++) {
            draw(chart, chart.lines().get(index), "series-" + index % SERIES);
            drawLegend(chart.lines().get(index), "series-" + index % SERIES, TOP + 12 + 22 * index);
        }
    }

    private void drawY(Chart.Axis axis) {
        for (Chart.Tick tick : axis.ticks()) {
            double y = y(axis, tick.at());
            line("grid", LEFT, y, LEFT + PLOT_WIDTH, y);
            add("<text x=\"%d\" y=\"%.2f\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 4, escape(tick.label()));
        }
        line("axis", LEFT, TOP, LEFT, TOP + PLOT_HEIGHT);
        add(
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                TOP + PLOT_HEIGHT / 2, escape(axis.title()));
    }

    private void drawX(Chart.Axis axis) {
        int bottom = TOP + PLOT_HEIGHT;
        line("axis", LEFT, bottom, LEFT + PLOT_WIDTH, bottom);
        for (Chart.Tick tick : axis.ticks()) {
            double x = x(axis, tick.at());
            line("axis", x, bottom, x, bottom + 5);
            label("", x, bottom + 19, tick.label());
            if (!tick.detail().isEmpty()) {
                label("detail", x, bottom + 33, tick.detail());
            }
        }
        label("", LEFT + PLOT_WIDTH / 2.0, bottom + 54, axis.title());
    }

    private void draw(Chart chart, Chart.Line line, String series) {
        String points = line.marks().stream()
                .map(mark -> String.format(Locale.ROOT, "%.2f,%.2f", x(chart, mark.x()), y(chart, mark.y())))
                .collect(Collectors.joining(" "));
        add("<polyline class=\"line %s\" points=\"%s\"/>", series, points);
        for (Chart.Mark mark : line.marks()) {
            double x = x(chart, mark.x());
            line(
                    "interval " + series,
                    x,
                    // What lies below the panel is cut off.
                    y(chart, Math.max(mark.interval().low(), chart.y().low())),
                    x,
                    y(chart, mark.interval().high()));
            add(
                    "<circle class=\"mark %s\" cx=\"%.2f\" cy=\"%.2f\" r=\"3.5\"><title>%s</title></circle>",
                    series, x, y(chart, mark.y()), escape(mark.words()));
        }
    }

    private void drawLegend(Chart.Line line, String series, int y) {
        line("line " + series, LEGEND, y - 4, LEGEND + 28, y - 4);
        add("<text class=\"legend\" x=\"%d\" y=\"%d\">%s</text>", LEGEND + 36, y, escape(line.name()));
    }

    private void label(String style, double x, int y, String words) {
        add("<text class=\"%s\" x=\"%.2f\" y=\"%d\" text-anchor=\"middle\">%s</text>", style, x, y, escape(words));
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\"/>", style, x1, y1, x2, y2);
    }

    private static double x(Chart chart, double value) {
        return x(chart.x(), value);
    }

    private static double y(Chart chart, double value) {
        return y(chart.y(), value);
    }

    private static double x(Chart.Axis axis, double value) {
        return LEFT + PLOT_WIDTH * (value - axis.low()) / (axis.high() - axis.low());
    }

    private static double y(Chart.Axis axis, double value) {
        return TOP + PLOT_HEIGHT * (axis.high() - value) / (axis.high() - axis.low());
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values).replace("\r\n", "\n"))
                .append('\n');
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * Marks with intervals, joined by a line for each series. Immutable.
     *
     * @param title what stands above
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param lines one for each series, in the order of the legend
     * @param diagonal whether a line shows where x equals y
     */
    record Chart(String title, Axis x, Axis y, List<Line> lines, boolean diagonal) {

        Chart {
            lines = List.copyOf(lines);
        }

        /** An axis from {@code low} at the origin to {@code high}. */
        record Axis(String title, double low, double high, List<Tick> ticks) {

            Axis {
                ticks = List.copyOf(ticks);
            }
        }

        /** A labelled place on an axis; {@code detail} stands below the label and may be empty. */
        record Tick(double at, String label, String detail) {}

        /** A series. */
        record Line(String name, List<Mark> marks) {

            Line {
                marks = List.copyOf(marks);
            }
        }

        /** A point with the interval of its y, and the words that a pointer over it shows. */
        record Mark(double x, double y, Interval interval, String words) {}
    }
}
