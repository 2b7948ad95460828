package io.sentiment.prediction.web;

import io.sentiment.platform.RequestThreads;
import io.sentiment.platform.Route;
import io.sentiment.platform.TextCheck;
import io.sentiment.prediction.Answers;
import io.sentiment.prediction.Prediction;
import io.sentiment.prediction.Predictor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Predicts the texts of one JSON request. */
@RestController
@RequestMapping(PredictionController.PATH)
@Tag(name = "Predictions", description = "Whether texts are positive or negative.")
class PredictionController {

    static final String PATH = "/api/v1/predictions";

    private static final String EXAMPLE = """
            {"predictions": [{"label": "positive", "positive": 0.973, "model": "reviews-en", "version": 2,
              "tokens": 12, "unknownTokens": 1, "truncated": false}]}""";

    private static final String LINE = "{\"id\": 7, \"text\": \"I liked it.\"}";

    private static final String ANSWERED_LINE = """
            {"id":7,"label":"positive","positive":0.973,"model":"reviews-en","version":2,"tokens":4,"unknownTokens":0,\
            "truncated":false}""";

    private final Predictor predictor;
    private final TextCheck check;
    private final RequestThreads threads;

    PredictionController(Predictor predictor, TextCheck check, RequestThreads threads) {
        this.predictor = predictor;
        this.check = check;
        this.threads = threads;
    }

    @Bean
    static Route predictionRoute() {
        return Route.forClients(PATH);
    }

    // Of many requests the threads of the web server do not wait for the answer: under load they wait in the queue of a
    // batcher, which is bounded, and not for a thread.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Predict texts",
            description =
                    "Gives each text a label and the probability that it is positive, in the order of the texts.\n\n"
                            + "As newline-delimited JSON: a line in, a line out, in order and while the request is still being"
                            + " sent. A line that is of no use gets a line with an `error`, and the rest goes on. A body that"
                            + " stops or cannot be unpacked ends the response with such a line. A connection that ends before"
                            + " the response does is a failure of the service.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = PredictionRequest.class)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                        schema = @Schema(type = "string"),
                                        examples = @ExampleObject(LINE))
                            }))
    @ApiResponse(
            responseCode = "200",
            description = "One prediction for each text; `positive` is the probability that the text is positive",
            headers =
                    @Header(
                            name = ServerTiming.HEADER,
                            description = "Milliseconds in the queue and in the network",
                            schema = @Schema(type = "string", example = "queue;dur=0.052, inference;dur=3.170")),
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = PredictionResponse.class),
                        examples = @ExampleObject(EXAMPLE)),
                @Content(
                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject(ANSWERED_LINE))
            })
    @ModelInQuery
    @ApiResponse(
            responseCode = "400",
            description = "Malformed JSON, or a property or parameter that this call does not know")
    @ApiResponse(responseCode = "404", description = "No such model or version")
    @ApiResponse(responseCode = "413", description = "The body is too large")
    @ApiResponse(
            responseCode = "422",
            description = "No texts, too many, an empty or too long one (see `pointer`), or a version without a model")
    @ApiResponse(
            responseCode = "503",
            description =
                    "The queue is full, the deadline has passed, too many streams are open or no model is ready; see"
                            + " `Retry-After`")
    Object predict(@RequestBody PredictionRequest request, @Parameter(hidden = true) HttpServletRequest http) {
        ModelChoice query = ModelChoice.ofQuery(http);
        List<String> texts = check.usable(request.texts(), "texts");
        ModelChoice choice = query.and(request.model(), request.version());
        boolean sentences = Boolean.TRUE.equals(request.sentences());
        CompletableFuture<Answers<Prediction>> answer = sentences
                ? predictor.predictSentences(texts, choice.model(), choice.version())
                : predictor.predict(texts, choice.model(), choice.version());
        return threads.of(
                answer.thenApply(all -> ServerTiming.response(all.timing(), new PredictionResponse(all.all()))));
    }

    /**
     * What a client asks.
     *
     * @param texts to predict
     * @param model that answers; without it each text goes to the model that reads its script
     * @param version of the model; without it the champion answers
     * @param sentences whether each sentence is to be predicted by itself as well
     */
    record PredictionRequest(
            @ArraySchema(
                    arraySchema = @Schema(description = "The texts to predict, in any language that a model reads."),
                    schema = @Schema(example = "I would watch it again!"))
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

            @Schema(description = "Whether each sentence is to be predicted by itself as well.", example = "true")
            @Nullable
            Boolean sentences) {}

    /**
     * What a client gets.
     *
     * @param predictions in the order of the texts
     */
    record PredictionResponse(List<Prediction> predictions) {}
}
