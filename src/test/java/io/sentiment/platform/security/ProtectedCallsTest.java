package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectedCallsTest {

    @ParameterizedTest
    @CsvSource({",false,true", ",true,false", "OPEN,true,true", "OPEN,false,true", "CLIENT,false,false"})
    void predictionsAreOpenUntilClientsAreKnownUnlessTheSettingSaysOtherwise(
            @Nullable PredictionAccess configured, boolean clientsAreKnown, boolean open) {
        assertThat(ProtectedCalls.of(configured, clientsAreKnown).predictionsAreOpen())
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/admin/retrainings/{id}, ADMIN, ADMIN",
        "/api/v1/predictions,, CLIENT",
        "/api/v1/feedback,, CLIENT",
        "/v2/models/{model}/infer,, CLIENT",
        "/v2/models/{model}/versions/{version}/infer,, CLIENT",
        "/v2/models/{model}/ready,,",
        "/api/v1/models,,"
    })
    void theRolesOfPathsAreKnown(String path, @Nullable Role whenOpen, @Nullable Role whenClosed) {
        assertThat(ProtectedCalls.of(PredictionAccess.OPEN, true).neededAt(path).orElse(null))
                .isEqualTo(whenOpen);
        assertThat(ProtectedCalls.of(PredictionAccess.CLIENT, true)
                        .neededAt(path)
                        .orElse(null))
                .isEqualTo(whenClosed);
    }
}
