package io.sentiment.prediction.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.TextCheck;
import io.sentiment.prediction.Predictor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Predicts the texts of one JSON request. */
@RestController
@RequestMapping("/api/v1/predictions")
@Tag(name = "Predictions", description = "Whether texts are positive or negative.")
class PredictionController {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final Predictor predictor;
    private final TextCheck check;

    PredictionController(Predictor predictor, TextCheck check) {
        this.predictor = predictor;
        this.check = check;
    }

    // The thread of the web server does not wait for the answer: under load requests wait in the queue of a batcher,
    // which is bounded, and not for a thread.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Predict texts",
            description = "Gives each text a label and the probability that it is positive, in the order of the texts.")
    @ApiResponse(responseCode = "200", description = "One prediction for each text")
    @ApiResponse(
            responseCode = "400",
            description = "Malformed JSON, or a property that this call does not know",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model or version",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "413",
            description = "The body is too large",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "422",
            description = "No texts, too many, an empty or too long one (see `pointer`), or a version without a model",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "503",
            description = "The queue is full, the deadline has passed or no model is ready; see `Retry-After`",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
    CompletableFuture<PredictionResponse> predict(@RequestBody PredictionRequest request) {
        List<String> texts = check.usable(request.texts(), "texts");
        if (request.model() == null && request.version() != null) {
            throw Problem.of(ProblemType.VERSION_WITHOUT_MODEL, "A version needs the model that it is a version of.")
                    .at("version")
                    .asException();
        }
        return predictor.predict(texts, request.model(), request.version()).thenApply(PredictionResponse::new);
    }
}
