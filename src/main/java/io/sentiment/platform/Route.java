package io.sentiment.platform;

import java.util.List;

/**
 * What holds for some paths before a controller sees the request. Web packages declare the routes of their calls as
 * beans. A path without a route does not exist for clients, and all below {@value #ADMINISTRATION} needs the role admin,
 * whether it is declared or not. Immutable and thread-safe.
 *
 * @param patterns of the paths, such as {@code /v2/models/{model}/infer} or {@code /v2/**}
 * @param access who may call
 * @param hasOwnBodyLimit whether the controller itself limits the bodies that are posted
 * @param hasOpenInferenceErrors whether errors have the form of the Open Inference Protocol instead of problem details
 */
public record Route(List<String> patterns, Access access, boolean hasOwnBodyLimit, boolean hasOpenInferenceErrors) {

    /** All that administrators alone may call lies below this path. */
    public static final String ADMINISTRATION = "/api/v1/admin";

    /** Who may call. */
    public enum Access {
        /** Everyone: no token is looked at. */
        ANYONE,

        /** Everyone or the role client, as {@code sentiment.security.predictions} says. */
        CLIENTS,

        /** The role admin. */
        ADMINISTRATORS
    }

    /** @throws IllegalArgumentException if only one of path and access is that of the administration */
    public Route {
        patterns = List.copyOf(patterns);
        for (String pattern : patterns) {
            if (pattern.startsWith(ADMINISTRATION) != (access == Access.ADMINISTRATORS)) {
                throw new IllegalArgumentException(
                        "Administrators, and nobody else, call what lies below " + ADMINISTRATION + ": " + pattern);
            }
        }
    }

    /** Calls that are open to everyone. */
    public static Route forAnyone(String... patterns) {
        return new Route(List.of(patterns), Access.ANYONE, false, false);
    }

    /** Predictions, and what clients tell about them. */
    public static Route forClients(String... patterns) {
        return new Route(List.of(patterns), Access.CLIENTS, false, false);
    }

    /** Calls below {@link #ADMINISTRATION}; only those that differ in more than their access need to be declared. */
    public static Route forAdministrators(String... patterns) {
        return new Route(List.of(patterns), Access.ADMINISTRATORS, false, false);
    }

    /** This route, whose controller limits the bodies that are posted. */
    public Route withOwnBodyLimit() {
        return new Route(patterns, access, true, hasOpenInferenceErrors);
    }

    /** This route with errors in the form of the Open Inference Protocol. */
    public Route withOpenInferenceErrors() {
        return new Route(patterns, access, hasOwnBodyLimit, true);
    }
}
