package io.sentiment.prediction.web;

import io.sentiment.prediction.Prediction;
import io.sentiment.prediction.Prediction.Label;
import java.util.List;
import java.util.Locale;
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

    /** The outputs that a request wants, in its order. */
    static List<Output> wanted(@Nullable List<OpenInferenceRequest.@Nullable Output> names) {
        return names == null || names.isEmpty()
                ? List.of(Output.values())
                : names.stream().map(OpenInferenceTensors::output).distinct().toList();
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

    /** What a tensor looks like. */
    record Metadata(String name, String datatype, List<Integer> shape) {}

    /** A tensor with its data. */
    record Tensor(String name, String datatype, List<Integer> shape, List<?> data) {}

    /** What can be asked for. */
    enum Output {
        /** The probability that the text is positive. */
        POSITIVE("FP32") {
            @Override
            Object value(Prediction prediction) {
                return prediction.positive();
            }
        },

        /** {@link Label} as text. */
        LABEL(BYTES) {
            @Override
            Object value(Prediction prediction) {
                return prediction.label();
            }
        };

        private final String datatype;

        Output(String datatype) {
            this.datatype = datatype;
        }

        abstract Object value(Prediction prediction);

        Tensor of(List<Prediction> predictions) {
            return new Tensor(
                    tensor(),
                    datatype,
                    List.of(predictions.size()),
                    predictions.stream().map(this::value).toList());
        }

        private String tensor() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
