package io.sentiment.cli.evaluate;

import io.sentiment.evaluation.Slices;
import io.sentiment.evaluation.Slices.Slice;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Accuracy by slice as text, in percent. */
final class SliceTable {

    private SliceTable() {}

    static String of(Slices slices) {
        return rows("tokens", slices.byLength()) + "\n\n" + rows("unknown tokens", slices.byUnknownTokens());
    }

    private static String rows(String title, List<Slice> slices) {
        String header =
                String.format(Locale.ROOT, "  %-16s %7s   %9s   %s", title, "rows", "accuracy", "95 % interval");
        return slices.stream().map(SliceTable::row).collect(Collectors.joining("\n", header + "\n", ""));
    }

    private static String row(Slice slice) {
        return String.format(
                Locale.ROOT,
                "  %-16s %7d   %7.2f %%   %.2f to %.2f",
                slice.name(),
                slice.rows(),
                100 * slice.accuracy(),
                100 * slice.interval().low(),
                100 * slice.interval().high());
    }
}
