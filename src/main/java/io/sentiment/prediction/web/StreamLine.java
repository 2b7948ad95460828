package io.sentiment.prediction.web;

import io.sentiment.platform.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A line of a stream, as far as it says anything. Immutable. */
sealed interface StreamLine {

    /** What the client calls this line; null when it does not say. */
    @Nullable
    JsonNode id();

    /** A line with a text to predict. */
    record Text(long number, @Nullable JsonNode id, String text) implements StreamLine {}

    /** A line of no use. */
    record Refused(long number, @Nullable JsonNode id, Problem problem) implements StreamLine {}

    /** The number of the line in the request, from 1. */
    long number();
}
