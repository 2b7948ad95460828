package io.sentiment.training.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.Route;
import io.sentiment.platform.security.Caller;
import io.sentiment.training.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Encoding;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Starts retrainings. */
@RestController
@Tag(name = "Retrainings")
class JobStartController {

    private static final String PATH = Route.ADMINISTRATION + "/models/{model}/retrainings";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final JobForm form;

    JobStartController(JobForm form) {
        this.form = form;
    }

    @Bean
    static Route retrainingUploadRoute() {
        return Route.forAdministrators(PATH).withOwnBodyLimit();
    }

    @PostMapping(
            path = PATH,
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Start a retraining",
            description =
                    "Parts: `data`, labelled rows as TSV or CSV with the columns label and text or as JSON Lines, gzipped"
                            + " or not; `test` (optional), rows to measure on; `settings` (optional), JSON.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = UploadForm.class),
                                            encoding =
                                                    @Encoding(
                                                            name = RequestedSettings.PART,
                                                            contentType = MediaType.APPLICATION_JSON_VALUE))))
    @ApiResponse(
            responseCode = "202",
            description = "It is queued; `data` counts what was accepted and refused",
            headers =
                    @Header(
                            name = "Location",
                            description = "The retraining",
                            schema = @Schema(type = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "400", description = "The body is no multipart/form-data, or the settings no JSON")
    @ApiResponse(responseCode = "404", description = "No such model")
    @ApiResponse(responseCode = "409", description = "The Idempotency-Key was used with other content")
    @ApiResponse(responseCode = "413", description = "The upload is too large")
    @ApiResponse(responseCode = "422", description = "The rows or settings are of no use; see `lines` and `pointer`")
    @ApiResponse(responseCode = "503", description = "The database cannot be used now; see `Retry-After`")
    ResponseEntity<JobDescription> start(
            @PathVariable String model,
            @Parameter(description = "The same key never starts two retrainings.")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String idempotencyKey,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) @Nullable Principal caller)
            throws IOException {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw Problem.of(ProblemType.BAD_REQUEST, "The Idempotency-Key must be 1 to 200 visible ASCII characters.")
                    .asException();
        }
        Job retraining = form.start(request, model, idempotencyKey, Caller.name(caller));
        return ResponseEntity.accepted()
                .location(URI.create(JobController.PATH + "/" + retraining.id()))
                .body(JobDescription.of(retraining));
    }

    /**
     * The parts of an upload, as the OpenAPI document has them.
     *
     * @param data rows to train on
     * @param test rows to measure on
     * @param settings what is wanted of the retraining
     */
    @Schema(name = "RetrainingForm", description = "The parts of an upload.")
    record UploadForm(
            @Schema(type = "string", format = "binary", description = "Labelled rows to train on.")
            Resource data,

            @Schema(
                    type = "string",
                    format = "binary",
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "Labelled rows to measure on; without them a share of the data is held out.")
            @Nullable
            Resource test,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @Nullable
            RequestedSettings settings) {}
}
