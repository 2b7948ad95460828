package io.sentiment.model.web;

import io.sentiment.model.BundleCache;
import io.sentiment.model.BundleImport;
import io.sentiment.model.Champion;
import io.sentiment.model.Champions;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionStore;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.Route;
import io.sentiment.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Lists, imports, exports and deletes versions. */
@RestController
@RequestMapping(VersionController.PATH)
@Tag(name = "Versions", description = "The versions of the models, and which of them answers.")
class VersionController {

    static final String PATH = Route.ADMINISTRATION + "/models/{model}/versions";

    private static final String ZIP = "application/zip";

    private final VersionStore store;
    private final Champions champions;
    private final BundleImport imports;
    private final BundleCache bundles;
    private final KerasForm kerasForm;

    VersionController(
            VersionStore store, Champions champions, BundleImport imports, BundleCache bundles, KerasForm kerasForm) {
        this.store = store;
        this.champions = champions;
        this.imports = imports;
        this.bundles = bundles;
        this.kerasForm = kerasForm;
    }

    @Bean
    static Route bundleUploadRoute() {
        return Route.forAdministrators(PATH).withOwnBodyLimit();
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "List the versions of a model")
    @ApiResponse(responseCode = "200", description = "By rising number")
    @ApiResponse(responseCode = "404", description = "No such model")
    VersionsResponse versions(@PathVariable String model) {
        List<StoredVersion> versions = store.versions(model);
        if (versions.isEmpty()) {
            throw new UnknownModelException(model);
        }
        Predicate<StoredVersion> isChampion = isChampion(model);
        return new VersionsResponse(versions.stream()
                .map(version -> VersionDescription.of(version, isChampion.test(version)))
                .toList());
    }

    @GetMapping(path = "/{version}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Describe a version")
    @ApiResponse(responseCode = "200", description = "The version")
    @ApiResponse(responseCode = "404", description = "No such version")
    VersionDescription version(@PathVariable String model, @PathVariable int version) {
        StoredVersion stored = find(model, version);
        return VersionDescription.of(stored, isChampion(model).test(stored));
    }

    @PostMapping(
            consumes = {ZIP, MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Import a bundle or a model of Keras",
            description =
                    "A zip, or a form with the files of a model of Keras, which becomes the next version. It answers"
                            + " only once it is promoted.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                        // Generators of clients leave out a form's own schema where a body may be a
                                        // file too.
                                        schema = @Schema(type = "object"))
                            }))
    @ApiResponse(
            responseCode = "201",
            description = "The version",
            headers =
                    @Header(
                            name = "Location",
                            description = "The version",
                            schema = @Schema(type = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "413", description = "A file is larger than `sentiment.imports.bundle`")
    @ApiResponse(responseCode = "422", description = "The bundle or model is refused; the detail says why")
    ResponseEntity<VersionDescription> read(
            @PathVariable String model,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) @Nullable Principal caller)
            throws IOException {
        StoredVersion stored;
        try {
            stored = isForm(request)
                    ? kerasForm.read(request, model, Caller.name(caller))
                    : imports.read(model, request.getInputStream(), Caller.name(caller));
        } catch (UnreadableBundleException refused) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, refused).asException();
        }
        // So that clients of this process can ask for it by its number at once.
        bundles.refresh();
        URI location = UriComponentsBuilder.fromPath(PATH)
                .pathSegment("{version}")
                .build(model, stored.version().version());
        return ResponseEntity.created(location).body(VersionDescription.of(stored, false));
    }

    @GetMapping(path = "/{version}/bundle", produces = ZIP)
    @Operation(summary = "Export a bundle", description = "The same version always gives the same bytes.")
    @ApiResponse(
            responseCode = "200",
            description = "The zip, with its SHA-256 as `ETag`",
            content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "404", description = "No such version")
    ResponseEntity<Resource> bundle(@PathVariable String model, @PathVariable int version) {
        StoredVersion stored = find(model, version);
        bundles.refresh();
        Path file = bundles.file(stored.version());
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(model + "-" + version + ".zip")
                .build();
        return ResponseEntity.ok()
                .eTag(stored.sha256())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(new FileSystemResource(file));
    }

    @DeleteMapping("/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a version", description = "Its number is not given again.")
    @ApiResponse(responseCode = "204", description = "It is no more")
    @ApiResponse(responseCode = "404", description = "No such version")
    @ApiResponse(responseCode = "409", description = "It is champion")
    void delete(
            @PathVariable String model,
            @PathVariable int version,
            @Parameter(hidden = true) @Nullable Principal caller) {
        store.delete(model, version, Caller.name(caller));
        bundles.refresh();
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && MediaType.MULTIPART_FORM_DATA.isCompatibleWith(MediaType.parseMediaType(type));
    }

    private StoredVersion find(String model, int version) {
        return store.find(model, version).orElseThrow(() -> new UnknownModelException(model, version));
    }

    private Predicate<StoredVersion> isChampion(String model) {
        int number = champions.find(model).map(Champion::version).orElse(0);
        return version -> version.version().version() == number;
    }

    /**
     * The versions of one model.
     *
     * @param versions by rising number
     */
    record VersionsResponse(List<VersionDescription> versions) {}
}
