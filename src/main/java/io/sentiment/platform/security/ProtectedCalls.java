package io.sentiment.platform.security;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which paths need which role. Immutable and thread-safe. */
final class ProtectedCalls {

    static final String ADMINISTRATION = "/api/v1/admin/**";

    private static final String[] PREDICTIONS = {
        "/api/v1/predictions",
        "/api/v1/feedback",
        "/v2/models/{model}/infer",
        "/v2/models/{model}/versions/{version}/infer"
    };

    private final PredictionAccess predictions;

    private ProtectedCalls(PredictionAccess predictions) {
        this.predictions = predictions;
    }

    /** Where nothing is configured, predictions are closed as soon as somebody could have the role for them. */
    static ProtectedCalls of(@Nullable PredictionAccess configured, boolean clientsAreKnown) {
        if (configured != null) {
            return new ProtectedCalls(configured);
        }
        return new ProtectedCalls(clientsAreKnown ? PredictionAccess.CLIENT : PredictionAccess.OPEN);
    }

    static String[] predictions() {
        return PREDICTIONS.clone();
    }

    boolean predictionsAreOpen() {
        return predictions == PredictionAccess.OPEN;
    }

    /** The role that a path of the OpenAPI document needs, if it needs any. */
    Optional<Role> neededAt(String path) {
        if (matches(Stream.of(ADMINISTRATION), path)) {
            return Optional.of(Role.ADMIN);
        }
        return !predictionsAreOpen() && matches(Arrays.stream(PREDICTIONS), path)
                ? Optional.of(Role.CLIENT)
                : Optional.empty();
    }

    private static boolean matches(Stream<String> patterns, String path) {
        return patterns.map(PathPatternParser.defaultInstance::parse)
                .anyMatch(pattern -> pattern.matches(PathContainer.parsePath(path)));
    }
}
