package io.sentiment.evaluation;

import java.util.List;

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
