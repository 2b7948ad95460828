package io.sentiment.inspection.web;

import io.sentiment.inspection.TextTrace;
import io.sentiment.inspection.Units;
import io.sentiment.platform.Route;
import io.sentiment.platform.TextCheck;
import io.sentiment.prediction.web.AsksModel;
import io.sentiment.prediction.web.ModelChoice;
import io.sentiment.prediction.web.ServerTiming;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Shows what a network computes on a text, token by token. */
@RestController
@Tag(name = "Inspection", description = "A look at how a network reads a text.")
class TraceController {

    static final String PATH = "/api/v1/traces";

    private final Inspections inspections;
    private final TextCheck check;

    TraceController(Inspections inspections, TextCheck check) {
        this.inspections = inspections;
        this.check = check;
    }

    @Bean
    static Route traceRoute() {
        return Route.forClients(PATH);
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Trace a text",
            description =
                    "Gives the tokens with their places in the text, and for each recurrent layer, direction and token the"
                            + " gates, the new value, the cell state and the state: means, shares and norms over all units, or"
                            + " the values of units. `positive` of a token is the probability if the text ended there.")
    @AsksModel
    @ApiResponse(
            responseCode = "200",
            description = "What the network computed",
            headers =
                    @Header(
                            name = ServerTiming.HEADER,
                            description = "Milliseconds in the queue and in the network",
                            schema = @Schema(type = "string", example = "queue;dur=0.052, inference;dur=3.170")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = TextTrace.class)))
    @ApiResponse(
            responseCode = "422",
            description = "An empty or too long text, too many tokens, unknown units, or a version without a model")
    CompletableFuture<ResponseEntity<TextTrace>> trace(
            @RequestBody TraceRequest request, @Parameter(hidden = true) HttpServletRequest http) {
        String text = check.usable(request.text(), "text");
        ModelChoice choice = ModelChoice.ofQuery(http).and(request.model(), request.version());
        return inspections
                .trace(text, choice.model(), choice.version(), hidden -> units(request.units(), hidden))
                .thenApply(answers ->
                        ServerTiming.response(answers.timing(), answers.all().get(0)));
    }

    /** @throws IllegalArgumentException with one sentence, if these are no units of a direction of {@code hidden} */
    private static Units units(@Nullable JsonNode units, int hidden) {
        if (units == null || units.isNull()) {
            return Units.SUMMARY;
        }
        if (units.isString()) {
            return Units.parse(units.stringValue(), hidden);
        }
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode number : units) {
            if (!number.isInt()) {
                throw unknown();
            }
            numbers.add(number.intValue());
        }
        if (!units.isArray()) {
            throw unknown();
        }
        return Units.of(numbers, hidden);
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "The units are unknown: use \"summary\", \"all\", or numbers such as [3, 17].");
    }

    /**
     * What a client asks.
     *
     * @param text to trace
     * @param model that reads it; without it the one that reads its script
     * @param version of the model; without it the champion
     * @param units to show; without it a summary of all
     */
    record TraceRequest(
            @Schema(description = "The text to trace.", example = "Not bad at all!") @Nullable
            String text,

            @Schema(
                    description = "The model that reads it. Without it the one that reads the script of the text.",
                    example = "reviews-en")
            @Nullable
            String model,

            @Schema(description = "The version of the model. Without it the champion.", example = "1") @Nullable
            Integer version,

            @Schema(
                    description = "`\"summary\"` (of all units), `\"all\"`, or the numbers of units, from 0.",
                    types = {"string", "array", "null"},
                    example = "summary")
            @Nullable
            JsonNode units) {}
}
