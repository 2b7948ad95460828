package io.sentiment.prediction.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sentiment.prediction.Prediction;
import io.sentiment.prediction.Prediction.Label;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tensors of every model: {@code text} in, {@code positive} and {@code label} out, one element for each text. */
final class OpenInferenceTensors {

    static final String TEXT = "text";
    static final String BYTES = "BYTES";

    private static final List<Integer> ANY_LENGTH = List.of(-1);

    private OpenInferenceTensors() {}

    static List<Metadata> inputs() {
        return List.of(new Metadata(TEXT, BYTES, ANY_LENGTH));
    }

    static List<Metadata> outputs() {
        return List.of(Output.values()).stream()
                .map(output -> new Metadata(output.tensor(), output.datatype, ANY_LENGTH))
                .toList();
    }

    /** The outputs that a request wants, in its order; the first word about one counts. */
    static List<Wanted> wanted(OpenInferenceRequest request) {
        boolean binary = request.wantsBinaryOutputs();
        if (request.outputs() == null || request.outputs().isEmpty()) {
            return List.of(Output.values()).stream()
                    .map(output -> new Wanted(output, binary))
                    .toList();
        }
        Map<Output, Wanted> wanted = new LinkedHashMap<>();
        for (OpenInferenceRequest.Output one : request.outputs()) {
            Output output = output(one);
            wanted.putIfAbsent(output, new Wanted(output, isBinary(one, binary)));
        }
        return List.copyOf(wanted.values());
    }

    /** All outputs, as binary data. */
    static List<Wanted> allBinary() {
        return List.of(Output.values()).stream()
                .map(output -> new Wanted(output, true))
                .toList();
    }

    private static boolean isBinary(OpenInferenceRequest.@Nullable Output wanted, boolean otherwise) {
        OpenInferenceRequest.OutputParameters parameters = wanted == null ? null : wanted.parameters();
        if (parameters == null || parameters.binaryData() == null) {
            return otherwise;
        }
        return parameters.binaryData();
    }

    private static Output output(OpenInferenceRequest.@Nullable Output wanted) {
        String name = wanted == null ? null : wanted.name();
        for (Output output : Output.values()) {
            if (output.tensor().equals(name)) {
                return output;
            }
        }
        throw OpenInferenceRequest.refusal("There is no output '" + Objects.toString(name) + "'.");
    }

    /**
     * An output that a request wants.
     *
     * @param output which
     * @param binary whether behind the JSON of the answer instead of in it
     */
    record Wanted(Output output, boolean binary) {}

    /** What a tensor looks like. */
    record Metadata(String name, String datatype, List<Integer> shape) {}

    /**
     * A tensor of an answer.
     *
     * @param parameters null where the data is here
     * @param data null where it follows the JSON
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tensor(
            String name,
            String datatype,
            List<Integer> shape,
            @Nullable TensorParameters parameters,

            @Schema(example = "[0.973]") @Nullable List<Object> data) {}

    /** How many bytes of a tensor follow the JSON of an answer. */
    record TensorParameters(
            @JsonProperty("binary_data_size") int binaryDataSize) {}

    /** What can be asked for. */
    enum Output {
        /** The probability that the text is positive. */
        POSITIVE("FP32") {
            @Override
            Object value(Prediction prediction) {
                return prediction.positive();
            }

            @Override
            byte[] binary(List<Prediction> predictions) {
                return BinaryTensors.ofFloats(
                        predictions.stream().map(Prediction::positive).toList());
            }
        },

        /** {@link Label} as text. */
        LABEL(BYTES) {
            @Override
            Object value(Prediction prediction) {
                return prediction.label();
            }

            @Override
            byte[] binary(List<Prediction> predictions) {
                return BinaryTensors.ofTexts(predictions.stream()
                        .map(prediction -> prediction.label().label())
                        .toList());
            }
        };

        private final String datatype;

        Output(String datatype) {
            this.datatype = datatype;
        }

        abstract Object value(Prediction prediction);

        /** All elements as they follow the JSON of an answer. */
        abstract byte[] binary(List<Prediction> predictions);

        /** With its data. */
        Tensor of(List<Prediction> predictions) {
            return new Tensor(
                    tensor(),
                    datatype,
                    List.of(predictions.size()),
                    null,
                    predictions.stream().map(this::value).toList());
        }

        /** With data of so many bytes behind the JSON. */
        Tensor described(int elements, int bytes) {
            return new Tensor(tensor(), datatype, List.of(elements), new TensorParameters(bytes), null);
        }

        private String tensor() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
