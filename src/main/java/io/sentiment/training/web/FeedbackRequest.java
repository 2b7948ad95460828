package io.sentiment.training.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A corrected label.
 *
 * @param text that was predicted
 * @param label that it should have had
 * @param model that was wrong; optional
 */
record FeedbackRequest(
        @Schema(description = "The text that was predicted.", example = "Not bad at all!") @Nullable
        String text,

        @Schema(description = "The label that it should have had: negative or positive.", example = "positive")
        @Nullable
        String label,

        @Schema(description = "The model that was wrong.", example = "reviews-en") @Nullable
        String model) {}
