package io.sentiment.inspection.web;

import io.sentiment.inspection.ExplanationMethod;
import io.sentiment.inspection.ExplanationSettings;
import io.sentiment.inspection.TextExplanation;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.Route;
import io.sentiment.platform.TextCheck;
import io.sentiment.prediction.web.AsksModel;
import io.sentiment.prediction.web.ModelChoice;
import io.sentiment.prediction.web.ServerTiming;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tells which words made an answer. */
@RestController
@Tag(name = "Inspection", description = "A look at how a network reads a text.")
class ExplanationController {

    static final String PATH = "/api/v1/explanations";

    private final Inspections inspections;
    private final InspectionProperties properties;
    private final TextCheck check;

    ExplanationController(Inspections inspections, InspectionProperties properties, TextCheck check) {
        this.inspections = inspections;
        this.properties = properties;
        this.check = check;
    }

    @Bean
    static Route explanationRoute() {
        return Route.forClients(PATH);
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Explain predictions",
            description =
                    "Gives each prediction with what every word of the text adds to the log odds of *positive*.\n\n"
                            + "`integrated-gradients` (Sundararajan et al. 2017, arXiv:1703.01365) follows a path from a text"
                            + " of unknown words, the baseline, to the text: log odds − baseline − all contributions is the"
                            + " `residual`. `leave-one-out` is the change when the word is deleted, as anyone can check by"
                            + " asking for the shorter text.")
    @AsksModel
    @ApiResponse(
            responseCode = "200",
            description = "An explanation for each text, in their order",
            headers =
                    @Header(
                            name = ServerTiming.HEADER,
                            description = "Milliseconds in the queue and in the network",
                            schema = @Schema(type = "string", example = "queue;dur=0.052, inference;dur=3.170")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ExplanationResponse.class)))
    @ApiResponse(
            responseCode = "422",
            description =
                    "No texts, too many, an empty or too long one, one of too many tokens, an unknown method, too few or too"
                            + " many steps, or a version without a model")
    CompletableFuture<ResponseEntity<ExplanationResponse>> explain(
            @RequestBody ExplanationRequest request, @Parameter(hidden = true) HttpServletRequest http) {
        ModelChoice query = ModelChoice.ofQuery(http);
        List<String> texts = check.usable(request.texts(), properties.maxTexts(), "texts");
        ModelChoice choice = query.and(request.model(), request.version());
        return inspections
                .explain(texts, choice.model(), choice.version(), settings(request))
                .thenApply(answers -> ServerTiming.response(answers.timing(), new ExplanationResponse(answers.all())));
    }

    private static ExplanationSettings settings(ExplanationRequest request) {
        ExplanationMethod method =
                request.method() == null ? ExplanationSettings.DEFAULT.method() : method(request.method());
        if (request.steps() == null) {
            return ExplanationSettings.of(method);
        }
        if (method != ExplanationMethod.INTEGRATED_GRADIENTS) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, "Steps belong to the method integrated-gradients.")
                    .at("steps")
                    .asException();
        }
        try {
            return new ExplanationSettings(method, request.steps());
        } catch (IllegalArgumentException outOfRange) {
            throw refusal(ProblemType.UNUSABLE_REQUEST, outOfRange, "steps");
        }
    }

    private static ExplanationMethod method(String label) {
        try {
            return ExplanationMethod.ofLabel(label);
        } catch (IllegalArgumentException unknown) {
            throw refusal(ProblemType.UNKNOWN_METHOD, unknown, "method");
        }
    }

    private static ProblemException refusal(ProblemType type, IllegalArgumentException reason, String pointer) {
        return Problem.of(type, reason).at(pointer).asException();
    }

    /**
     * What a client asks.
     *
     * @param texts to explain
     * @param model that answers; without it each text goes to the model that reads its script
     * @param version of the model; without it the champion answers
     * @param method by which words are judged; without it integrated gradients
     * @param steps of integrated gradients
     */
    record ExplanationRequest(
            @ArraySchema(
                    arraySchema = @Schema(description = "The texts to explain, in any language that a model reads."),
                    schema = @Schema(example = "Not bad at all!"))
            @Nullable
            List<@Nullable String> texts,

            @Schema(
                    description =
                            "The model that answers. Without it each text goes to the model that reads its script.",
                    example = "reviews-en")
            @Nullable
            String model,

            @Schema(description = "The version of the model. Without it the champion answers.", example = "1") @Nullable
            Integer version,

            @Schema(
                    description = "`integrated-gradients`, which is the default, or `leave-one-out`.",
                    example = "leave-one-out")
            @Nullable
            String method,

            @Schema(description = "Steps of integrated gradients, from 4, the default, to 20.", example = "20")
            @Nullable
            Integer steps) {}

    /**
     * What a client gets.
     *
     * @param explanations in the order of the texts
     */
    record ExplanationResponse(List<TextExplanation> explanations) {}
}
