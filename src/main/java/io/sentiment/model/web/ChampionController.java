package io.sentiment.model.web;

import io.sentiment.model.Champion;
import io.sentiment.model.Promotion;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.Route;
import io.sentiment.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Promotes and rolls back. */
@RestController
@Tag(name = "Versions")
class ChampionController {

    private final Promotion promotion;

    ChampionController(Promotion promotion) {
        this.promotion = promotion;
    }

    @PutMapping(
            path = Route.ADMINISTRATION + "/models/{model}/champion",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Promote a version, or roll back to one",
            description = "Answers when this process serves it; other replicas follow within two seconds.")
    @ApiResponse(responseCode = "200", description = "It is champion and answers")
    @ApiResponse(responseCode = "404", description = "No such version")
    @ApiResponse(responseCode = "409", description = "Another promotion has overtaken this one")
    @ApiResponse(
            responseCode = "422",
            description = "It cannot be read or warmed up, and the champion is what it was before")
    @ApiResponse(responseCode = "503", description = "The database is away, or this process cannot follow yet")
    CompletableFuture<Champion> promote(
            @PathVariable String model,
            @RequestBody ChampionRequest request,
            @Parameter(hidden = true) @Nullable Principal caller) {
        if (request.version() == null) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, "The request names no version.")
                    .at("version")
                    .asException();
        }
        return promotion.promote(
                model, request.version(), Caller.name(caller), Objects.requireNonNullElse(request.reason(), ""));
    }

    /**
     * Which version shall answer.
     *
     * @param version its number
     * @param reason why, for the audit trail; optional
     */
    record ChampionRequest(
            @Nullable Integer version, @Nullable String reason) {}
}
