package io.sentiment.prediction.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sentiment.platform.Problem;
import io.sentiment.prediction.Prediction;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A line of the response to a stream. */
sealed interface StreamAnswer {

    static StreamAnswer refusal(StreamLine line, Problem problem) {
        return new Refusal(
                line.id(),
                line.number(),
                new Fault(problem.type().uri(), problem.type().title(), problem.detail()));
    }

    /**
     * The answer to a text.
     *
     * @param id as it was sent; null when it was not
     */
    record Predicted(@Nullable JsonNode id, @JsonUnwrapped Prediction prediction) implements StreamAnswer {}

    /**
     * The answer to a line of no use.
     *
     * @param id as it was sent; null when it was not, or could not be read
     * @param line its number in the request, from 1, blank lines included
     */
    record Refusal(@Nullable JsonNode id, long line, Fault error) implements StreamAnswer {}

    /** What is wrong, in the words of a problem detail. */
    record Fault(URI type, String title, String detail) {}
}
