package io.sentiment.model.web;

import io.sentiment.evaluation.BehaviourSuite;
import io.sentiment.model.BundleCache;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionStore;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.rows.LabelledRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What versions of a model can be measured and compared on. */
@RestController
@Tag(name = "Versions")
class MeasuringRowsController {

    private final VersionStore store;
    private final BundleCache bundles;

    MeasuringRowsController(VersionStore store, BundleCache bundles) {
        this.store = store;
        this.bundles = bundles;
    }

    @GetMapping(
            path = VersionController.PATH + "/{version}/measuring-rows",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Show what a version is measured on",
            description =
                    "The labelled rows of its own ground that its bundle carries, and the behavioural pairs of its"
                            + " languages. Ask two versions for predictions of them to compare the two.")
    @ApiResponse(responseCode = "200", description = "Rows and pairs; either may be none")
    @ApiResponse(responseCode = "404", description = "No such version")
    MeasuringRows rows(@PathVariable String model, @PathVariable int version) {
        StoredVersion stored = store.find(model, version).orElseThrow(() -> new UnknownModelException(model, version));
        bundles.refresh();
        ModelBundle bundle = bundles.open(stored.version());
        return new MeasuringRows(
                bundle.rows().measuring().stream().map(Row::of).toList(),
                BehaviourSuite.ofLanguages(stored.manifest().languages()).stream()
                        .flatMap(suite -> suite.pairs().stream())
                        .map(Pair::of)
                        .toList());
    }

    /**
     * What a version is measured on.
     *
     * @param rows labelled texts that it was not trained on
     * @param pairs of the behavioural suites of its languages
     */
    record MeasuringRows(List<Row> rows, List<Pair> pairs) {}

    /**
     * A labelled text.
     *
     * @param text as it was read
     * @param label negative or positive
     */
    @Schema(name = "MeasuringRow")
    record Row(String text, String label) {

        static Row of(LabelledRow row) {
            return new Row(row.text(), named(row.positive()));
        }
    }

    /**
     * Two texts, and what is to hold for their answers.
     *
     * @param capability that they test, such as negation
     * @param expectation opposite and same: of the labels; rises and falls: the probability of positive
     * @param label of the first text: negative or positive
     * @param first text
     * @param second text
     */
    @Schema(name = "BehaviouralPair")
    record Pair(String capability, String expectation, String label, String first, String second) {

        static Pair of(BehaviourSuite.Pair pair) {
            return new Pair(
                    pair.capability(),
                    pair.expectation().toString(),
                    named(pair.firstPositive()),
                    pair.first(),
                    pair.second());
        }
    }

    private static String named(boolean positive) {
        return positive ? "positive" : "negative";
    }
}
