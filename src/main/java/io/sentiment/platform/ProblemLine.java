package io.sentiment.platform;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A line of an upload that is at fault. Immutable.
 *
 * @param line number, from 1
 * @param reason one plain sentence
 */
@Schema(description = "A line of an upload that is at fault.")
public record ProblemLine(
        @Schema(description = "Its number, from 1.", example = "17")
        long line,

        @Schema(description = "What is wrong with it.", example = "The text is empty.")
        String reason) {}
