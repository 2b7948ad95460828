package io.sentiment.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code results.json}.
 *
 * @param suite what was measured
 * @param workload the case: the same for all contenders that did the same work
 * @param contender who did it
 * @param medianMs median time of a call, or of a request, in milliseconds
 * @param rowsPerSecond texts per second; in the suite limit, rows of a matrix
 * @param maxDifference largest difference from stock DL4J: of a probability, or of a training loss
 * @param p95Ms 95th percentile of the time of a request
 * @param p99Ms 99th percentile
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measurement(
        String suite,
        @JsonProperty("case") String workload,
        String contender,
        double medianMs,
        double rowsPerSecond,
        double maxDifference,
        @Nullable Double p95Ms,
        @Nullable Double p99Ms) {

    /** Calls that each computed {@code rows} texts. */
    static Measurement ofCalls(
            String suite, String workload, String contender, CallTimes times, int rows, double maxDifference) {
        double median = times.median();
        return new Measurement(suite, workload, contender, median, rows * 1000 / median, maxDifference, null, null);
    }

    /** Requests of many clients at once. */
    static Measurement ofRequests(
            String suite,
            String workload,
            String contender,
            CallTimes times,
            double rowsPerSecond,
            double maxDifference) {
        return new Measurement(
                suite,
                workload,
                contender,
                times.median(),
                rowsPerSecond,
                maxDifference,
                times.percentile(0.95),
                times.percentile(0.99));
    }
}
