package io.sentiment.prediction.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.TextCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** A request that says nothing: its body is a text. */
    static final OpenInferenceRequest RAW = new OpenInferenceRequest(null, null, null, null);

    /** Asks for all outputs as binary data, unless an output says something else. */
    private static final String BINARY_OUTPUT = "binary_data_output";

    /**
     * The texts of the input.
     *
     * @param binary what follows the JSON of the request
     * @throws ProblemException with status 400, if there is anything that the protocol does not allow
     */
    List<String> texts(TextCheck check, ByteBuffer binary) {
        if (inputs == null || inputs.size() != 1 || inputs.get(0) == null) {
            throw refusal("The request must have exactly one input, '" + OpenInferenceTensors.TEXT + "'.");
        }
        Input input = inputs.get(0);
        requireText(input);
        Long size = input.parameters() == null ? null : input.parameters().binaryDataSize();
        requireSize(size == null ? 0 : size, binary);
        List<@Nullable String> texts = new ArrayList<>();
        if (size == null) {
            collect(input.data(), texts);
        } else if (input.data() == null) {
            texts.addAll(BinaryTensors.texts(binary));
        } else {
            throw refusal("The input '" + OpenInferenceTensors.TEXT
                    + "' has both data and a binary_data_size: send one of them.");
        }
        if (texts.isEmpty()) {
            throw refusal("The input '" + OpenInferenceTensors.TEXT + "' has no data.");
        }
        requireShape(input.shape(), texts.size());
        return usable(texts, check, size == null ? "data" : OpenInferenceTensors.TEXT);
    }

    /** The text of a request that is nothing else. */
    static List<String> rawText(TextCheck check, ByteBuffer body) {
        String element = OpenInferenceTensors.TEXT + "[0]";
        return usable(List.of(BinaryTensors.text(body, body.remaining(), element)), check, OpenInferenceTensors.TEXT);
    }

    /** Whether outputs that do not say anything else are wanted as binary data. */
    boolean wantsBinaryOutputs() {
        Object wanted = parameters == null ? null : parameters.get(BINARY_OUTPUT);
        if (wanted != null && !(wanted instanceof Boolean)) {
            throw refusal("The parameter " + BINARY_OUTPUT + " is neither true nor false.");
        }
        return Boolean.TRUE.equals(wanted);
    }

    private static List<String> usable(List<@Nullable String> texts, TextCheck check, String pointer) {
        try {
            return check.usable(texts, pointer);
        } catch (ProblemException unusable) {
            Problem problem = unusable.problem();
            throw refusal(problem.pointer() == null ? problem.detail() : problem.pointer() + ": " + problem.detail());
        }
    }

    private static void requireSize(long described, ByteBuffer binary) {
        if (described < 0 || described != binary.remaining()) {
            throw refusal("The input '" + OpenInferenceTensors.TEXT + "' has a binary_data_size of " + described
                    + " bytes, but " + binary.remaining() + " bytes follow the JSON (see the header "
                    + OpenInferenceBody.JSON_LENGTH_HEADER + ").");
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
    private static void collect(@Nullable List<@Nullable Object> data, List<@Nullable String> texts) {
        if (data == null) {
            throw refusal("The data of the input '" + OpenInferenceTensors.TEXT + "' must be an array of strings.");
        }
        for (Object element : data) {
            if (element instanceof List<?> nested) {
                collect(new ArrayList<>(nested), texts);
            } else if (element instanceof String text) {
                texts.add(text);
            } else {
                throw refusal("data[" + texts.size() + "]: the element is not a string.");
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
            throw refusal("The shape of the input '" + OpenInferenceTensors.TEXT + "' has room for " + product
                    + " texts, but its data has " + texts + ".");
        }
    }

    /**
     * A tensor.
     *
     * @param shape whose product is the number of texts
     * @param datatype {@code BYTES}
     * @param parameters that say whether the data is binary
     * @param data texts in row-major order, flat or nested; null if they are binary
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(
            @Schema(example = "text") @Nullable String name,
            @Schema(example = "[1]") @Nullable List<@Nullable BigInteger> shape,
            @Schema(example = "BYTES") @Nullable String datatype,

            @Nullable InputParameters parameters,

            @Schema(example = "[\"I liked it.\"]") @Nullable List<@Nullable Object> data) {}

    /**
     * What extensions say of an input.
     *
     * @param binaryDataSize bytes of the tensor behind the JSON; null if its data is in the JSON
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record InputParameters(
            @Schema(description = "Bytes of the tensor behind the JSON, if it is not in `data`.")
            @JsonProperty("binary_data_size")
            @Nullable
            Long binaryDataSize) {}

    /**
     * A wanted output.
     *
     * @param name of the tensor
     * @param parameters that say in which form
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Output(
            @Schema(example = "positive") @Nullable String name,
            @Nullable OutputParameters parameters) {}

    /**
     * What extensions say of a wanted output.
     *
     * @param binaryData whether it is wanted as binary data; null for what the request says for all
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OutputParameters(
            @Schema(description = "Whether the tensor shall be binary, behind the JSON.")
            @JsonProperty("binary_data")
            @Nullable
            Boolean binaryData) {}
}
