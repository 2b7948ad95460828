package io.sentiment.platform;

import io.swagger.v3.oas.annotations.media.Schema;

/** An error in the words of the Open Inference Protocol. */
@Schema(name = "OpenInferenceError", description = "What is wrong with a call of the Open Inference Protocol.")
record OpenInferenceError(
        @Schema(description = "One sentence about this occurrence.", example = "There is no model called 'none'.")
        String error) {}
