package io.sentiment.platform;

import io.sentiment.storage.LimitedStream;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large: by their declared length before a byte is read, otherwise as soon as more has been
 * read. What is read as a stream is left alone, and so are the uploads to routes that limit bodies themselves.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    private static final String STREAMED = "application/x-ndjson";

    private final DataSize limit;
    private final Routes routes;
    private final ProblemWriter problems;

    BodyLimitFilter(DataSize limit, Routes routes, ProblemWriter problems) {
        this.limit = limit;
        this.routes = routes;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        boolean isUpload = request.getMethod().equals("POST") && routes.hasOwnBodyLimit(request.getServletPath());
        return isUpload || (type != null && type.toLowerCase(Locale.ROOT).startsWith(STREAMED));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit.toBytes()) {
            problems.write(tooLarge(limit), request, response);
        } else {
            chain.doFilter(
                    new FilteredRequest(
                            request,
                            body -> new LimitedStream(
                                    body, limit.toBytes(), () -> tooLarge(limit).asException())),
                    response);
        }
    }

    private static Problem tooLarge(DataSize limit) {
        return Problem.of(
                ProblemType.BODY_TOO_LARGE,
                "The body of the request is larger than the " + limit.toBytes() + " bytes that are allowed.");
    }
}
