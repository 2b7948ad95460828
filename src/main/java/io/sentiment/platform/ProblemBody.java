package io.sentiment.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem as it stands in a response, in the words of RFC 9457. */
@Schema(name = "Problem", description = "What is wrong with a request (RFC 9457).")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemBody(
        @Schema(
                description = "The kind of problem; never changes its meaning.",
                example = "urn:sentiment:problem:empty-text")
        URI type,

        @Schema(description = "The same in a few words.", example = "Empty text")
        String title,

        @Schema(description = "The status of the response.", example = "422")
        int status,

        @Schema(description = "One sentence about this occurrence.", example = "The text is empty.")
        String detail,

        @Schema(description = "The offending item, where there is one.", example = "texts[3]") @Nullable
        String pointer,

        @Schema(description = "The lines of an upload that are at fault, at most a hundred.") @Nullable
        List<ProblemLine> lines) {}
