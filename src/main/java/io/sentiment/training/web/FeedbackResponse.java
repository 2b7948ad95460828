package io.sentiment.training.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** @param correction number of what was stored */
record FeedbackResponse(
        @Schema(description = "Number of the correction.", example = "17")
        long correction) {}
