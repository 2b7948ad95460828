package io.sentiment.prediction.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sentiment.prediction.Prediction;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

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

    /**
     * The answer with the tensors that are wanted as binary data behind it.
     *
     * @param predictions by one version, at least one
     */
    static OpenInferenceBody of(
            OpenInferenceRequest request,
            List<OpenInferenceTensors.Wanted> wanted,
            List<Prediction> predictions,
            JsonMapper json) {
        List<OpenInferenceTensors.Tensor> tensors = new ArrayList<>();
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        for (OpenInferenceTensors.Wanted one : wanted) {
            if (one.binary()) {
                byte[] data = one.output().binary(predictions);
                tensors.add(one.output().described(predictions.size(), data.length));
                binary.writeBytes(data);
            } else {
                tensors.add(one.output().of(predictions));
            }
        }
        Prediction first = predictions.get(0);
        byte[] head = json.writeValueAsBytes(new OpenInferenceResponse(
                first.model(), Integer.toString(first.version()), request.id(), request.parameters(), tensors));
        ByteArrayOutputStream body = new ByteArrayOutputStream(head.length + binary.size());
        body.writeBytes(head);
        body.writeBytes(binary.toByteArray());
        return new OpenInferenceBody(body.toByteArray(), head.length);
    }
}
