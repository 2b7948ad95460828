package io.sentiment.training.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.TextCheck;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.training.upload.Corrections;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes corrections from clients. */
@RestController
@Tag(name = "Feedback", description = "What a prediction should have been.")
class FeedbackController {

    private final Corrections corrections;
    private final TextCheck check;

    FeedbackController(Corrections corrections, TextCheck check) {
        this.corrections = corrections;
        this.check = check;
    }

    @PostMapping(
            path = "/api/v1/feedback",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Correct a label",
            description =
                    "Later retrainings learn from it. Without a model it is for the one that predicts the text when a client names none.")
    @ApiResponse(responseCode = "201", description = "It is stored")
    @ApiResponse(responseCode = "400", description = "Malformed JSON, or a property that this call does not know")
    @ApiResponse(responseCode = "404", description = "No such model")
    @ApiResponse(responseCode = "422", description = "An empty or too long text, or an unknown label")
    @ApiResponse(responseCode = "503", description = "The database cannot be used now; see `Retry-After`")
    FeedbackResponse correct(
            @RequestBody FeedbackRequest request, @Parameter(hidden = true) @Nullable Principal caller) {
        String text = check.usable(request.text(), "text");
        boolean positive = isPositive(request.label());
        try {
            return new FeedbackResponse(corrections.add(text, positive, request.model(), Caller.name(caller)));
        } catch (UnusableDataException unusable) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, String.valueOf(unusable.getMessage()))
                    .at("text")
                    .asException();
        }
    }

    private static boolean isPositive(@Nullable String label) {
        return switch (label == null ? "" : label) {
            case "positive" -> true;
            case "negative" -> false;
            default ->
                throw Problem.of(ProblemType.UNUSABLE_REQUEST, "The label must be negative or positive.")
                        .at("label")
                        .asException();
        };
    }
}
