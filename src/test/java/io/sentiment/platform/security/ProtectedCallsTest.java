package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.platform.Route;
import io.sentiment.platform.Routes;
import io.sentiment.platform.security.SecurityProperties.PredictionAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectedCallsTest {

    private static final Routes ROUTES = new Routes(List.of(
            Route.forAnyone("/v2/**", "/api/v1/models/**"),
            Route.forClients("/api/v1/predictions", "/api/v1/feedback"),
            Route.forClients("/v2/models/{model}/infer", "/v2/models/{model}/versions/{version}/infer")));

    @ParameterizedTest
    @CsvSource({",false,true", ",true,false", "OPEN,true,true", "OPEN,false,true", "CLIENT,false,false"})
    void predictionsAreOpenUntilClientsAreKnownUnlessTheSettingSaysOtherwise(
            @Nullable PredictionAccess configured, boolean clientsAreKnown, boolean open) {
        assertThat(new ProtectedCalls(ROUTES, configured, clientsAreKnown).predictionsAreOpen())
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/admin, ADMIN, ADMIN",
        "/api/v1/admin/retrainings/{id}, ADMIN, ADMIN",
        "/api/v1/administrators,,",
        "/api/v1/predictions,, CLIENT",
        "/api/v1/feedback,, CLIENT",
        "/v2/models/{model}/infer,, CLIENT",
        "/v2/models/{model}/versions/{version}/infer,, CLIENT",
        "/v2/models/{model}/ready,,",
        "/api/v1/models,,"
    })
    void theRolesOfPathsAreKnown(String path, @Nullable Role whenOpen, @Nullable Role whenClosed) {
        assertThat(new ProtectedCalls(ROUTES, PredictionAccess.OPEN, true)
                        .neededAt(path)
                        .orElse(null))
                .isEqualTo(whenOpen);
        assertThat(new ProtectedCalls(ROUTES, PredictionAccess.CLIENT, true)
                        .neededAt(path)
                        .orElse(null))
                .isEqualTo(whenClosed);
    }
}
