package io.sentiment.platform.security;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** Tells in the OpenAPI document which calls need a token of which role. */
@Component
class SecurityDescription implements OpenApiCustomizer, Ordered {

    private static final String SCHEME = "bearer";

    private final ProtectedCalls calls;

    SecurityDescription(ProtectedCalls calls) {
        this.calls = calls;
    }

    /** Before what describes the bodies of errors. */
    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getComponents()
                .addSecuritySchemes(
                        SCHEME,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("An API token, or a JWT where the service has an issuer of those."));
        api.getPaths()
                .forEach((path, item) -> calls.neededAt(path)
                        .ifPresent(role -> item.readOperations().forEach(operation -> describe(operation, role))));
    }

    private static void describe(Operation operation, Role role) {
        operation.addSecurityItem(new SecurityRequirement().addList(SCHEME));
        operation
                .getResponses()
                .addApiResponse("401", new ApiResponse().description("No token, or an unknown one"))
                .addApiResponse("403", new ApiResponse().description("The token has not the role " + role))
                .addApiResponse(
                        "429",
                        new ApiResponse().description("Too many wrong tokens from this address; see `Retry-After`"));
    }
}
