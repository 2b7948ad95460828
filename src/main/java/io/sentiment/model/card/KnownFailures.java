package io.sentiment.model.card;

import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.Slices;
import io.sentiment.evaluation.Slices.Slice;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** What a version was measured to do badly, as lines of its model card. */
final class KnownFailures {

    /** A capability with a lower pass rate is a failure. */
    private static final double LOWEST_PASS_RATE = 0.7;

    /** A slice whose accuracy is lower by more than this than that of its whole set is a failure. */
    private static final double LARGEST_LOSS = 0.05;

    /** Of fewer rows nothing can be said. */
    private static final int FEWEST_ROWS = 30;

    private final List<String> lines = new ArrayList<>();

    private KnownFailures() {}

    static String of(ModelManifest manifest, SortedMap<String, Slices> slices) {
        KnownFailures failures = new KnownFailures();
        manifest.behaviour()
                .forEach((suite, rates) ->
                        rates.forEach((capability, rate) -> failures.addCapability(suite, capability, rate)));
        manifest.metrics().forEach((set, evaluation) -> {
            Slices ofSet = slices.get(set);
            if (ofSet != null) {
                ofSet.byLength().forEach(slice -> failures.addSlice(set, evaluation, "%s tokens", slice));
                ofSet.byUnknownTokens()
                        .forEach(slice -> failures.addSlice(set, evaluation, "unknown tokens: %s", slice));
            }
        });
        return failures.lines.isEmpty() ? nothingFound(manifest, slices) : String.join("\n", failures.lines);
    }

    private static String nothingFound(ModelManifest manifest, SortedMap<String, Slices> slices) {
        return manifest.behaviour().isEmpty() && slices.isEmpty()
                ? "Nothing but the metrics above was measured."
                : "No capability that was measured passes less than 70 % of its pairs, and no slice of at least "
                        + FEWEST_ROWS + " rows is\nmore than 5 points below the accuracy of its evaluation set.";
    }

    private void addCapability(String suite, String capability, PassRate rate) {
        if (rate.share() < LOWEST_PASS_RATE) {
            lines.add(String.format(
                    Locale.ROOT,
                    "- %s (suite %s): passes %.2f %% of %d pairs.",
                    capability,
                    suite,
                    100 * rate.share(),
                    rate.pairs()));
        }
    }

    private void addSlice(String set, Evaluation evaluation, String what, Slice slice) {
        if (slice.rows() >= FEWEST_ROWS && evaluation.accuracy() - slice.accuracy() > LARGEST_LOSS) {
            lines.add(String.format(
                    Locale.ROOT,
                    "- %s, %s: accuracy %.2f %% (%.2f to %.2f) on %d rows, instead of %.2f %% on all.",
                    set,
                    String.format(Locale.ROOT, what, slice.name()),
                    100 * slice.accuracy(),
                    100 * slice.interval().low(),
                    100 * slice.interval().high(),
                    slice.rows(),
                    100 * evaluation.accuracy()));
        }
    }
}
