package io.sentiment.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large: by their declared length before a byte is read, otherwise as soon as more has been
 * read. What is read as a stream is left alone, and so are the two uploads of the admin API, which have limits of their own.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    private static final String STREAMED = "application/x-ndjson";
    private static final Pattern UPLOADS = Pattern.compile("/api/v1/admin/models/[^/]+/(retrainings|versions)");

    private final DataSize limit;
    private final ProblemWriter problems;

    BodyLimitFilter(DataSize limit, ProblemWriter problems) {
        this.limit = limit;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        boolean isUpload = request.getMethod().equals("POST")
                && UPLOADS.matcher(request.getServletPath()).matches();
        return isUpload || (type != null && type.toLowerCase(Locale.ROOT).startsWith(STREAMED));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit.toBytes()) {
            problems.write(LimitedRequest.tooLarge(limit), request, response);
        } else {
            chain.doFilter(new LimitedRequest(request, limit), response);
        }
    }
}
