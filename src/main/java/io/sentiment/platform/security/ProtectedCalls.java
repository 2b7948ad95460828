package io.sentiment.platform.security;

import io.sentiment.platform.Route;
import io.sentiment.platform.Routes;
import io.sentiment.platform.security.SecurityProperties.PredictionAccess;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which paths need which role. Immutable and thread-safe. */
final class ProtectedCalls {

    /** The pattern of everything that needs the role admin, whether somebody has declared it or not. */
    static final String ADMINISTRATION = Route.ADMINISTRATION + "/**";

    private final Routes routes;
    private final boolean predictionsAreOpen;

    /**
     * Where nothing is configured, predictions are closed as soon as somebody could have the role for them.
     *
     * @param configured who may predict; null for nothing
     */
    ProtectedCalls(Routes routes, @Nullable PredictionAccess configured, boolean clientsAreKnown) {
        this.routes = routes;
        this.predictionsAreOpen = configured == null ? !clientsAreKnown : configured == PredictionAccess.OPEN;
    }

    /** The patterns of predictions and what belongs to them. */
    String[] predictions() {
        return routes.patterns(Route.Access.CLIENTS);
    }

    /** The patterns of what is open to everyone, except for what {@link #predictions} names. */
    String[] open() {
        return routes.patterns(Route.Access.ANYONE);
    }

    boolean predictionsAreOpen() {
        return predictionsAreOpen;
    }

    /** The role that a path of the OpenAPI document needs, if it needs any. */
    Optional<Role> neededAt(String path) {
        if (path.equals(Route.ADMINISTRATION) || path.startsWith(Route.ADMINISTRATION + "/")) {
            return Optional.of(Role.ADMIN);
        }
        return !predictionsAreOpen && routes.allow(Route.Access.CLIENTS, path)
                ? Optional.of(Role.CLIENT)
                : Optional.empty();
    }
}
