package io.sentiment.platform;

import io.sentiment.storage.LimitedStream;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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
            chain.doFilter(new LimitedRequest(request, limit), response);
        }
    }

    private static Problem tooLarge(DataSize limit) {
        return Problem.of(
                ProblemType.BODY_TOO_LARGE,
                "The body of the request is larger than the " + limit.toBytes() + " bytes that are allowed.");
    }

    /** A request whose body stops with a {@link ProblemException} where it becomes too large. */
    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final DataSize limit;
        private @Nullable ServletInputStream stream;

        LimitedRequest(HttpServletRequest request, DataSize limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (stream == null) {
                stream = new LimitedBody(super.getInputStream(), limit);
            }
            return stream;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private static final class LimitedBody extends ServletInputStream {

        private final ServletInputStream body;
        private final InputStream limited;

        LimitedBody(ServletInputStream body, DataSize limit) {
            this.body = body;
            this.limited = new LimitedStream(
                    body, limit.toBytes(), () -> tooLarge(limit).asException());
        }

        @Override
        public int read() throws IOException {
            return limited.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return limited.read(bytes, offset, length);
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
