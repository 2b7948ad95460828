package io.sentiment.prediction.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.Architecture;
import io.sentiment.network.Evaluation;
import io.sentiment.network.NetworkSummary;
import io.sentiment.platform.Route;
import io.sentiment.prediction.LiveChampions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which models answer, and what they consist of. */
@RestController
@RequestMapping(ModelController.PATH)
@Tag(name = "Models", description = "The models that answer, as their champions are.")
class ModelController {

    static final String PATH = "/api/v1/models";

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final LiveChampions champions;

    ModelController(LiveChampions champions) {
        this.champions = champions;
    }

    @Bean
    static Route modelRoute() {
        return Route.forAnyone(PATH + "/**");
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "List the models")
    ModelsResponse models() {
        return new ModelsResponse(champions.models().stream().map(this::model).toList());
    }

    @GetMapping(path = "/{model}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Describe one model")
    @ApiResponse(responseCode = "200", description = "The model")
    @ApiResponse(responseCode = "404", description = "No such model")
    ModelDescription model(@PathVariable String model) {
        return ModelDescription.of(champions.manifest(model));
    }

    @GetMapping(path = "/{model}/summary", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Count the parameters of each layer", description = "As text, the table that Keras prints.")
    @ApiResponse(
            responseCode = "200",
            description = "Layers, weights, biases and their sums",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = NetworkSummary.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "404", description = "No such model")
    @ApiResponse(responseCode = "503", description = "The models are still being loaded; see `Retry-After`")
    NetworkSummary summary(@PathVariable String model) {
        return champions.summary(model);
    }

    @GetMapping(path = "/{model}/summary", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(hidden = true) // Described with the JSON.
    ResponseEntity<String> summaryAsText(@PathVariable String model) {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .body(champions.summary(model).toText(model));
    }

    /**
     * All models.
     *
     * @param models by name
     */
    record ModelsResponse(List<ModelDescription> models) {}

    /**
     * A model as its champion is.
     *
     * @param model its name
     * @param version the number of its champion
     * @param created when the champion was trained
     * @param languages that it was trained for, as BCP 47 tags
     * @param scripts that it reads, as ISO 15924 codes
     * @param architecture of its network
     * @param threshold probability from which a text is called positive
     * @param uncertain the probabilities at which it is not sure; null where nothing is known of that
     * @param metrics by the name of the evaluation set
     */
    record ModelDescription(
            String model,
            int version,
            Instant created,
            List<String> languages,
            List<String> scripts,
            Architecture architecture,
            double threshold,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Uncertain uncertain,

            Map<String, Evaluation> metrics) {

        /**
         * The probabilities at which a model is not sure.
         *
         * @param from where they begin
         * @param to where they end
         */
        record Uncertain(double from, double to) {}

        static ModelDescription of(ModelManifest champion) {
            return new ModelDescription(
                    champion.model(),
                    champion.version(),
                    champion.created(),
                    champion.languages(),
                    champion.scripts(),
                    champion.architecture(),
                    champion.threshold(),
                    champion.uncertain() == null
                            ? null
                            : new Uncertain(
                                    champion.uncertain().from(),
                                    champion.uncertain().to()),
                    champion.metrics());
        }
    }
}
