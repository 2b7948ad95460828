package io.sentiment.training.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.Route;
import io.sentiment.platform.TextCheck;
import io.sentiment.platform.security.Caller;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.training.upload.Corrections;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
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

    static final String PATH = "/api/v1/feedback";

    private final Corrections corrections;
    private final TextCheck check;

    FeedbackController(Corrections corrections, TextCheck check) {
        this.corrections = corrections;
        this.check = check;
    }

    @Bean
    static Route feedbackRoute() {
        return Route.forClients(PATH);
    }

    @PostMapping(
            path = FeedbackController.PATH,
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
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, unusable).at("text").asException();
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

    /** @param correction number of what was stored */
    record FeedbackResponse(
            @Schema(description = "Number of the correction.", example = "17")
            long correction) {}
}
