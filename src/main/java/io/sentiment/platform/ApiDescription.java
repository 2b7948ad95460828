package io.sentiment.platform;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document as far as it belongs to no single call. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    /** The document, and the page that shows it. */
    @Bean
    static Route descriptionRoute() {
        return Route.forAnyone("/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**");
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Sentiment service")
                        .version("v1")
                        .description("Tells whether texts are positive or negative. Errors are problem details "
                                + "(RFC 9457) with a stable `type`; calls below `" + Route.ADMINISTRATION
                                + "` need a token of the role admin."))
                .components(new Components());
    }

    @Bean
    OpenApiCustomizer errorsAreProblems(Routes routes) {
        return api -> {
            for (Class<?> body : List.of(Problem.Body.class, ErrorForm.OpenInferenceError.class)) {
                ModelConverters.getInstance(true).readAll(body).forEach(api.getComponents()::addSchemas);
            }
            api.getPaths().forEach((path, item) -> {
                Content error = error(routes.errorForm(path));
                item.readOperations().forEach(operation -> describeErrors(operation, error));
            });
        };
    }

    /** Controllers name what is special about their errors; the rest goes without saying. */
    private static void describeErrors(Operation operation, Content error) {
        ApiResponses responses = operation.getResponses();
        addMissing(responses, ProblemType.BAD_REQUEST, "The request is malformed, or a parameter is of no use");
        addMissing(responses, ProblemType.NOT_ACCEPTABLE, "There is no answer of a type that the request accepts");
        addMissing(responses, ProblemType.INTERNAL_ERROR, "The fault is the service's; its log has the details");
        addMissing(responses, ProblemType.NOT_READY, "The service cannot answer now; see `Retry-After`");
        if (operation.getRequestBody() != null) {
            addMissing(responses, ProblemType.REQUEST_TIMEOUT, "The rest of the body was too long in coming");
            addMissing(responses, ProblemType.BODY_TOO_LARGE, "The body is too large");
            addMissing(
                    responses,
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The body has a media type that this call does not take (see `Accept`), or a coding that is not gzip"
                            + " (see `Accept-Encoding`)");
        }
        responses.forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(error);
            }
        });
    }

    private static void addMissing(ApiResponses responses, ProblemType type, String description) {
        responses.computeIfAbsent(
                Integer.toString(type.status().value()), status -> new ApiResponse().description(description));
    }

    private static Content error(ErrorForm form) {
        return new Content()
                .addMediaType(
                        form.mediaType().toString(),
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + form.schema())));
    }
}
