package io.sentiment.reading.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.Route;
import io.sentiment.platform.TextCheck;
import io.sentiment.prediction.Answers;
import io.sentiment.prediction.Prediction;
import io.sentiment.prediction.web.AsksModel;
import io.sentiment.prediction.web.ModelChoice;
import io.sentiment.prediction.web.ServerTiming;
import io.sentiment.reading.Reading;
import io.sentiment.reading.ReadingState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Reads a text piece by piece. */
@RestController
@Tag(name = "Readings", description = "Texts that come in pieces.")
class ReadingController {

    static final String PATH = "/api/v1/readings";

    private final Readings readings;
    private final SealedStates states;
    private final TextCheck check;

    ReadingController(Readings readings, SealedStates states, TextCheck check) {
        this.readings = readings;
        this.states = states;
        this.check = check;
    }

    @Bean
    static Route readingRoute() {
        return Route.forClients(PATH);
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Read a piece of a text",
            description =
                    "Answers for all pieces that have been read so far, and gives the state to send with the next one:"
                            + " what the network remembers. The service keeps nothing, and any replica takes the state. The"
                            + " last piece gets what the whole text would get; pieces end between words. Only a model that"
                            + " reads forwards and answers from its last state can do this.")
    @AsksModel
    @ApiResponse(
            responseCode = "200",
            description = "The prediction so far, and the state after this piece",
            headers =
                    @Header(
                            name = ServerTiming.HEADER,
                            description = "Milliseconds in the queue and in the network",
                            schema = @Schema(type = "string", example = "queue;dur=0.052, inference;dur=3.170")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ReadingResponse.class)))
    @ApiResponse(responseCode = "409", description = "The version that gave the state is gone")
    @ApiResponse(
            responseCode = "422",
            description =
                    "An empty or too long text, a version without a model, a model that carries no state, or a state that"
                            + " was cut, changed, or comes from another version or installation")
    CompletableFuture<ResponseEntity<ReadingResponse>> readPiece(
            @RequestBody ReadingRequest request, @Parameter(hidden = true) HttpServletRequest http) {
        String text = check.usable(request.text(), "text");
        ModelChoice choice = ModelChoice.ofQuery(http).and(request.model(), request.version());
        return (request.state() == null
                        ? readings.begin(text, choice.model(), choice.version())
                        : readings.readOn(text, stateFor(choice, request.state())))
                .thenApply(this::response);
    }

    private ResponseEntity<ReadingResponse> response(Answers<Reading> answers) {
        Reading reading = answers.all().get(0);
        return ServerTiming.response(
                answers.timing(), new ReadingResponse(reading.prediction(), states.seal(reading.state())));
    }

    private ReadingState stateFor(ModelChoice choice, String sealed) {
        ReadingState state = states.open(sealed);
        if (choice.model() != null && !choice.model().equals(state.version().model())) {
            throw another(state, "model");
        }
        if (choice.version() != null && choice.version() != state.version().version()) {
            throw another(state, "version");
        }
        return state;
    }

    private static RuntimeException another(ReadingState state, String pointer) {
        return Problem.of(
                        ProblemType.STATE_OF_ANOTHER_VERSION,
                        "The state belongs to " + state.version() + ", not to what the request names.")
                .at(pointer)
                .asException();
    }

    /**
     * What a client asks.
     *
     * @param text the piece
     * @param model that reads; without it the one that reads the script of the first piece
     * @param version of the model; without it the champion
     * @param state that the reading of the piece before gave; without it a text begins
     */
    record ReadingRequest(
            @Schema(description = "The piece, which ends between words.", example = "The plot is thin, but ") @Nullable
            String text,

            @Schema(
                    description = "The model that reads. Without it the one that reads the script of the first piece.",
                    example = "reviews-en")
            @Nullable
            String model,

            @Schema(description = "The version of the model. Without it the champion.", example = "1") @Nullable
            Integer version,

            @Schema(description = "What the reading of the piece before gave. Without it a text begins.") @Nullable
            String state) {}

    /**
     * What a client gets.
     *
     * @param prediction for all that has been read so far
     * @param state to send with the next piece
     */
    record ReadingResponse(
            Prediction prediction,

            @Schema(description = "To send with the next piece; at most 65,536 characters.")
            String state) {}
}
