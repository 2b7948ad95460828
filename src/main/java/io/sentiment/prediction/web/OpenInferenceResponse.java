package io.sentiment.prediction.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sentiment.prediction.Prediction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an inference request of the Open Inference Protocol.
 *
 * @param model that answered
 * @param version of the model that answered
 * @param id of the request, where it has one
 * @param parameters of the request, where it has some
 * @param outputs that were wanted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OpenInferenceResponse(
        @JsonProperty("model_name") String model,
        @JsonProperty("model_version") String version,
        @Nullable String id,
        @Nullable Map<String, Object> parameters,
        List<OpenInferenceTensors.Tensor> outputs) {

    /** @param predictions by one version, at least one */
    static OpenInferenceResponse of(
            OpenInferenceRequest request, List<OpenInferenceTensors.Output> wanted, List<Prediction> predictions) {
        Prediction first = predictions.get(0);
        return new OpenInferenceResponse(
                first.model(),
                Integer.toString(first.version()),
                request.id(),
                request.parameters(),
                wanted.stream().map(output -> output.of(predictions)).toList());
    }
}
