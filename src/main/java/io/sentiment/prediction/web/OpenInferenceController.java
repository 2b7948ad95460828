package io.sentiment.prediction.web;

import io.sentiment.model.VersionSource;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.RequestThreads;
import io.sentiment.platform.Route;
import io.sentiment.platform.TextCheck;
import io.sentiment.platform.UnreadableJson;
import io.sentiment.prediction.Predictor;
import io.sentiment.prediction.batch.Timing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST calls of the Open Inference Protocol (https://github.com/kserve/open-inference-protocol), which KServe,
 * Triton and their clients speak, and Triton's extension for binary tensors, which its clients use unless told otherwise.
 * Its errors have the form of the protocol.
 */
@RestController
@RequestMapping(path = OpenInferenceController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Open Inference Protocol", description = "The same predictions for clients of KServe and Triton.")
class OpenInferenceController {

    static final String PATH = "/v2";

    private static final String INFER = "/models/{model}/infer";
    private static final String INFER_VERSION = "/models/{model}/versions/{version}/infer";

    private final VersionSource versions;
    private final Predictor predictor;
    private final TextCheck check;
    private final JsonMapper json;
    private final RequestThreads threads;

    OpenInferenceController(
            VersionSource versions, Predictor predictor, TextCheck check, JsonMapper json, RequestThreads threads) {
        this.versions = versions;
        this.predictor = predictor;
        this.check = check;
        this.json = json;
        this.threads = threads;
    }

    @Bean
    static Route openInferenceRoute() {
        return Route.forAnyone(PATH + "/**").withOpenInferenceErrors();
    }

    @Bean
    static Route inferRoute() {
        return Route.forClients(PATH + INFER, PATH + INFER_VERSION).withOpenInferenceErrors();
    }

    @GetMapping
    @Operation(summary = "Describe the server")
    Server server() {
        return Server.present();
    }

    @GetMapping("/health/live")
    @Operation(summary = "Tell whether the server lives")
    Live live() {
        return new Live(true);
    }

    @GetMapping("/health/ready")
    @Operation(summary = "Tell whether the models answer")
    @ApiResponse(responseCode = "200", description = "They do")
    @ApiResponse(responseCode = "503", description = "Not yet, or not any more; see `Retry-After`")
    Ready ready() {
        predictor.requireReady(null, null);
        return new Ready(true);
    }

    @GetMapping("/models/{model}")
    @Operation(summary = "Describe a model")
    @ApiResponse(responseCode = "200", description = "Its versions and tensors")
    @ApiResponse(responseCode = "404", description = "No such model")
    Model model(@PathVariable String model) {
        return Model.of(model, List.copyOf(versions.numbers(model)));
    }

    @GetMapping("/models/{model}/versions/{version}")
    @Operation(summary = "Describe a version")
    @ApiResponse(responseCode = "200", description = "Its tensors")
    @ApiResponse(responseCode = "404", description = "No such model or version")
    Model version(@PathVariable String model, @PathVariable String version) {
        int number = number(model, version);
        versions.requireKnown(model, number);
        return Model.of(model, List.of(number));
    }

    @GetMapping({"/models/{model}/ready", "/models/{model}/versions/{version}/ready"})
    @Operation(summary = "Tell whether a model answers")
    @ApiResponse(responseCode = "200", description = "It does")
    @ApiResponse(responseCode = "404", description = "No such model or version")
    @ApiResponse(responseCode = "503", description = "Not yet, or not any more; see `Retry-After`")
    ModelReady modelReady(@PathVariable String model, @PathVariable(required = false) @Nullable String version) {
        predictor.requireReady(model, version == null ? null : number(model, version));
        return new ModelReady(model, true);
    }

    @PostMapping(
            path = {INFER, INFER_VERSION},
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE},
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(
            summary = "Predict texts",
            description = "Texts are an input `text` of datatype `BYTES`, in the JSON or, as the extension"
                    + " `binary_tensor_data` has it, behind it; so are the outputs.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = OpenInferenceRequest.class)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                        schema = @Schema(type = "string", format = "binary"))
                            }))
    @ApiResponse(
            responseCode = "200",
            description = "`positive` and `label`, or which of them is wanted",
            headers = {
                @Header(
                        name = ServerTiming.HEADER,
                        description = "Milliseconds in the queue and in the network",
                        schema = @Schema(type = "string", example = "queue;dur=0.052, inference;dur=3.170")),
                @Header(
                        name = OpenInferenceBody.JSON_LENGTH_HEADER,
                        description = "Bytes of the JSON, where binary data follow it",
                        schema = @Schema(type = "integer"))
            },
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = OpenInferenceResponse.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                        schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "400", description = "The request is malformed, or a text is of no use")
    @ApiResponse(responseCode = "404", description = "No such model or version")
    @ApiResponse(responseCode = "413", description = "The body is too large")
    @ApiResponse(
            responseCode = "503",
            description = "The queue is full, the deadline has passed or no model is ready; see `Retry-After`")
    Object infer(
            @PathVariable String model,
            @PathVariable(required = false) @Nullable String version,
            @Parameter(
                            description = "Bytes of the JSON, where binary data follow it.",
                            schema = @Schema(type = "integer"))
                    @RequestHeader(name = OpenInferenceBody.JSON_LENGTH_HEADER, required = false)
                    @Nullable
                    String jsonLength,
            @Parameter(hidden = true) HttpEntity<byte[]> http) {
        OpenInferenceBody body = OpenInferenceBody.received(bytes(http), jsonLength);
        OpenInferenceRequest request = body.isRaw()
                ? OpenInferenceRequest.RAW
                : read(body, http.getHeaders().getContentType());
        List<OpenInferenceTensors.Wanted> wanted =
                body.isRaw() ? OpenInferenceTensors.allBinary() : OpenInferenceTensors.wanted(request);
        List<String> texts =
                body.isRaw() ? OpenInferenceRequest.rawText(check, body.binary()) : request.texts(check, body.binary());
        return threads.of(predictor
                .predict(texts, model, version == null ? null : number(model, version))
                .thenApply(answer ->
                        response(answer.timing(), OpenInferenceResponse.of(request, wanted, answer.all(), json))));
    }

    private static byte[] bytes(HttpEntity<byte[]> http) {
        byte[] body = http.getBody();
        return body == null ? new byte[0] : body;
    }

    private OpenInferenceRequest read(OpenInferenceBody body, @Nullable MediaType type) {
        Charset charset = type == null ? null : type.getCharset();
        try {
            OpenInferenceRequest request = charset == null || charset.equals(StandardCharsets.UTF_8)
                    ? json.readValue(body.bytes(), 0, body.jsonLength(), OpenInferenceRequest.class)
                    : json.readValue(
                            new String(body.bytes(), 0, body.jsonLength(), charset), OpenInferenceRequest.class);
            if (request == null) {
                throw OpenInferenceRequest.refusal("The body is not a JSON object of this call.");
            }
            return request;
        } catch (JacksonException unreadable) {
            throw UnreadableJson.ofBody(unreadable).asException();
        }
    }

    private static ResponseEntity<byte[]> response(Timing timing, OpenInferenceBody answer) {
        boolean isBinary = answer.jsonLength() < answer.bytes().length;
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().header(ServerTiming.HEADER, ServerTiming.of(timing));
        if (isBinary) {
            response.header(OpenInferenceBody.JSON_LENGTH_HEADER, Integer.toString(answer.jsonLength()));
        }
        return response.contentType(isBinary ? MediaType.APPLICATION_OCTET_STREAM : MediaType.APPLICATION_JSON)
                .body(answer.bytes());
    }

    /** The protocol's versions are strings; ours are numbers. */
    private static int number(String model, String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException noNumber) {
            throw Problem.of(
                            ProblemType.UNKNOWN_MODEL,
                            "There is no version '" + version + "' of the model '" + model + "'.")
                    .asException();
        }
    }

    /** The server. */
    record Server(String name, String version, List<String> extensions) {

        private static final List<String> EXTENSIONS = List.of("binary_tensor_data");

        static Server present() {
            @Nullable String packaged = Server.class.getPackage().getImplementationVersion();
            return new Server("sentiment-service", packaged == null ? "not packaged" : packaged, EXTENSIONS);
        }
    }

    /** A model, or one version of it. */
    record Model(
            String name,
            List<String> versions,
            String platform,
            List<OpenInferenceTensors.Metadata> inputs,
            List<OpenInferenceTensors.Metadata> outputs) {

        static Model of(String name, List<Integer> versions) {
            return new Model(
                    name,
                    versions.stream().map(String::valueOf).toList(),
                    "deeplearning4j",
                    OpenInferenceTensors.inputs(),
                    OpenInferenceTensors.outputs());
        }
    }

    /** That the server lives. */
    record Live(boolean live) {}

    /** That the server is ready. */
    record Ready(boolean ready) {}

    /** That a model is ready. */
    record ModelReady(String name, boolean ready) {}
}
