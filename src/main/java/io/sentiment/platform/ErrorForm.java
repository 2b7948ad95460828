package io.sentiment.platform;

import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.http.MediaType;

/** How calls tell their errors; see {@link Routes#errorForm}. */
enum ErrorForm {
    /** RFC 9457. */
    PROBLEM_DETAILS(MediaType.APPLICATION_PROBLEM_JSON, "Problem") {
        @Override
        Object body(Problem.Body problem) {
            return problem;
        }
    },

    /** The {@code error} object of the Open Inference Protocol, which has a sentence and nothing else. */
    OPEN_INFERENCE(MediaType.APPLICATION_JSON, "OpenInferenceError") {
        @Override
        Object body(Problem.Body problem) {
            return new OpenInferenceError(problem.detail());
        }
    };

    private final MediaType mediaType;
    private final String schema;

    ErrorForm(MediaType mediaType, String schema) {
        this.mediaType = mediaType;
        this.schema = schema;
    }

    MediaType mediaType() {
        return mediaType;
    }

    /** The name of the body's schema in the OpenAPI document. */
    String schema() {
        return schema;
    }

    abstract Object body(Problem.Body problem);

    /** An error in the words of the Open Inference Protocol. */
    @Schema(description = "What is wrong with a call of the Open Inference Protocol.")
    record OpenInferenceError(
            @Schema(description = "One sentence about this occurrence.", example = "There is no model called 'none'.")
            String error) {}
}
