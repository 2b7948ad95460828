package io.sentiment.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** What clients learn of requests that the container refuses, of which it tells a status and little more. Thread-safe. */
@Component
final class ContainerRefusals {

    private final RequestTimeout timeout;

    ContainerRefusals(RequestTimeout timeout) {
        this.timeout = timeout;
    }

    Problem problem(int status, HttpServletRequest request) {
        ProblemType type = ProblemType.of(status);
        if (type == ProblemType.REQUEST_TIMEOUT) {
            return timeout.problem();
        }
        if (type == ProblemType.BAD_REQUEST) {
            if (request.getAttribute(UnderscoreHostProtocol.MALFORMED_HOST) instanceof String host) {
                return ofHost("The header Host is '" + PrintableText.of(host)
                        + "', but must be the name or address of a host, with or without a port.");
            }
            if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IllegalArgumentException) {
                return Problem.of(
                        type,
                        "The request line or a header has a character that is not allowed there: encode it, in a path or"
                                + " query with percent signs.");
            }
            int hosts = Collections.list(request.getHeaders(HttpHeaders.HOST)).size();
            if (hosts > 1) {
                return ofHost("The request has " + hosts + " headers Host, but must have one.");
            }
            if (hosts == 0 && "HTTP/1.1".equals(request.getProtocol())) {
                return ofHost("The request has no header Host, which HTTP/1.1 needs.");
            }
        }
        return Problem.ofStatus(status);
    }

    private static Problem ofHost(String detail) {
        return Problem.of(ProblemType.BAD_REQUEST, detail).at(HttpHeaders.HOST);
    }
}
