package io.sentiment.prediction.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.TextCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
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
     * The texts of the input.
     *
     * @throws ProblemException with status 400, if there is anything that the protocol does not allow
     */
    List<String> texts(TextCheck check) {
        if (inputs == null || inputs.size() != 1 || inputs.get(0) == null) {
            throw refusal("The request must have exactly one input, '" + OpenInferenceTensors.TEXT + "'.");
        }
        Input input = inputs.get(0);
        requireText(input);
        List<@Nullable String> texts = new ArrayList<>();
        collect(input.data(), texts);
        if (texts.isEmpty()) {
            throw refusal("The input has no data.");
        }
        requireShape(input.shape(), texts.size());
        try {
            return check.usable(texts, "data");
        } catch (ProblemException unusable) {
            Problem problem = unusable.problem();
            throw refusal(problem.pointer() == null ? problem.detail() : problem.pointer() + ": " + problem.detail());
        }
    }

    static ProblemException refusal(String detail) {
        return Problem.of(ProblemType.BAD_REQUEST, detail).asException();
    }

    private static void requireText(Input input) {
        if (!OpenInferenceTensors.TEXT.equals(input.name())) {
            throw refusal(
                    "There is no input '" + input.name() + "'; the only one is '" + OpenInferenceTensors.TEXT + "'.");
        }
        if (!OpenInferenceTensors.BYTES.equals(input.datatype())) {
            throw refusal("The datatype of the input must be " + OpenInferenceTensors.BYTES + ", but is "
                    + input.datatype() + ".");
        }
    }

    /** The protocol allows data to be nested as the shape says, or flat. */
    private static void collect(@Nullable JsonNode data, List<@Nullable String> texts) {
        if (data == null || !data.isArray()) {
            throw refusal("The data of the input must be an array of strings.");
        }
        for (JsonNode element : data) {
            if (element.isArray()) {
                collect(element, texts);
            } else if (element.isString()) {
                texts.add(element.stringValue());
            } else {
                throw refusal("The data of the input must be strings.");
            }
        }
    }

    private static void requireShape(@Nullable List<@Nullable BigInteger> shape, int texts) {
        if (shape == null || shape.isEmpty()) {
            throw refusal("The input has no shape.");
        }
        BigInteger product = BigInteger.ONE;
        for (BigInteger dimension : shape) {
            if (dimension == null || dimension.signum() < 0 || dimension.bitLength() > Integer.SIZE) {
                throw refusal("The dimension " + dimension + " of the shape is out of range.");
            }
            product = product.multiply(dimension);
        }
        if (!product.equals(BigInteger.valueOf(texts))) {
            throw refusal("The shape has room for " + product + " texts, but the data has " + texts + ".");
        }
    }

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
