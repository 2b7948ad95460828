package io.sentiment.prediction.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.TextCheck;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Gets the texts out of the input tensor of an inference request. */
final class OpenInferenceTexts {

    private OpenInferenceTexts() {}

    /** @throws ProblemException with status 400, if there is anything that the protocol does not allow */
    static List<String> of(OpenInferenceRequest request, TextCheck check) {
        if (request.inputs() == null
                || request.inputs().size() != 1
                || request.inputs().get(0) == null) {
            throw refusal("The request must have exactly one input, '" + OpenInferenceTensors.TEXT + "'.");
        }
        OpenInferenceRequest.Input input = request.inputs().get(0);
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

    private static void requireText(OpenInferenceRequest.Input input) {
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
}
