package io.sentiment.prediction.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An inference request of the Open Inference Protocol. What extensions add is ignored.
 *
 * @param id which comes back with the answer
 * @param parameters which come back with the answer
 * @param inputs the one input {@code text}
 * @param outputs that are wanted; all when missing or empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record OpenInferenceRequest(
        @Nullable String id,
        @Nullable Map<String, Object> parameters,
        @Nullable List<@Nullable Input> inputs,
        @Nullable List<@Nullable Output> outputs) {

    /**
     * A tensor.
     *
     * @param shape whose product is the number of texts
     * @param datatype {@code BYTES}
     * @param data texts in row-major order, flat or nested
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(
            @Schema(example = "text") @Nullable String name,
            @Schema(example = "[1]") @Nullable List<@Nullable BigInteger> shape,
            @Schema(example = "BYTES") @Nullable String datatype,

            @Schema(type = "array", example = "[\"I liked it.\"]") @Nullable
            JsonNode data) {}

    /** The name of a wanted output. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Output(@Schema(example = "positive") @Nullable String name) {}
}
