package io.sentiment.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.util.AntPathMatcher;

/** The routes that the web packages have declared. Thread-safe. */
@Component
public final class Routes {

    /** Compares paths as they were sent, also those that cannot be decoded: their errors have a form too. */
    private final AntPathMatcher matcher = new AntPathMatcher();

    private final List<Route> routes;

    /** Of these routes. */
    public Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** The patterns of all paths with that access. */
    public String[] patterns(Route.Access access) {
        return routes.stream()
                .filter(route -> route.access() == access)
                .flatMap(route -> route.patterns().stream())
                .toArray(String[]::new);
    }

    /** Whether a route with that access has the path. */
    public boolean allow(Route.Access access, String path) {
        return any(path, route -> route.access() == access);
    }

    /** Whether the bodies that are posted to the path have a limit of their own. */
    boolean hasOwnBodyLimit(String path) {
        return any(path, Route::hasOwnBodyLimit);
    }

    /** The form of the errors of a request, also while the container handles its error under another path. */
    ErrorForm errorForm(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return errorForm(failed instanceof String path ? path : request.getRequestURI());
    }

    ErrorForm errorForm(String path) {
        return any(path, Route::hasOpenInferenceErrors) ? ErrorForm.OPEN_INFERENCE : ErrorForm.PROBLEM_DETAILS;
    }

    private boolean any(String path, Predicate<Route> property) {
        return routes.stream()
                .filter(property)
                .flatMap(route -> route.patterns().stream())
                .anyMatch(pattern -> matcher.match(pattern, path));
    }
}
