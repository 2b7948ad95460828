package io.sentiment.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problems where no controller does, in the form of their route: in filters and behind errors of the container.
 * Thread-safe.
 */
@Component
public class ProblemWriter {

    private final JsonMapper json;
    private final Routes routes;

    ProblemWriter(JsonMapper json, Routes routes) {
        this.json = json;
        this.routes = routes;
    }

    /** Answers the request with a problem, unless its response has begun. */
    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.type().status().value());
        problem.headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        ErrorForm form = form(request);
        response.setContentType(form.mediaType().toString());
        response.getOutputStream().write(toBytes(problem, form));
    }

    /** A request that is no HTTP may have no path. */
    ErrorForm form(HttpServletRequest request) {
        return request.getRequestURI() == null ? ErrorForm.PROBLEM_DETAILS : routes.errorForm(request);
    }

    byte[] toBytes(Problem problem, ErrorForm form) {
        return json.writeValueAsBytes(form.body(problem.body()));
    }
}
