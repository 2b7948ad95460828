package io.sentiment.platform;

import io.sentiment.storage.GzipStream;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Unpacks bodies whose {@code Content-Encoding} is gzip, so that nothing behind this filter knows of it, and refuses
 * other codings (RFC 9110, sections 8.4 and 15.5.16). Limits behind it count what was unpacked.
 */
final class ContentCodingFilter extends OncePerRequestFilter {

    private static final String GZIP = "gzip";

    /** The second name of gzip: RFC 9110, section 8.4.1.3. */
    private static final Set<String> GZIP_NAMES = Set.of(GZIP, "x-gzip");

    /** What says nothing, though nobody should send it. */
    private static final String IDENTITY = "identity";

    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final ProblemWriter problems;

    ContentCodingFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !METHODS_WITH_BODY.contains(request.getMethod())
                || codings(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> codings = codings(request);
        if (codings.size() > 1 || !GZIP_NAMES.contains(codings.get(0))) {
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, GZIP);
            problems.write(unsupported(codings), request, response);
            return;
        }
        UnpackedRequest unpacked = new UnpackedRequest(request);
        try {
            chain.doFilter(unpacked, response);
        } finally {
            unpacked.closeFilter();
        }
    }

    /** In the order in which they were applied, in lower case. */
    private static List<String> codings(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals(IDENTITY))
                .toList();
    }

    private static Problem unsupported(List<String> codings) {
        return Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "The Content-Encoding of the body is '" + PrintableText.of(String.join(", ", codings))
                                + "': send it as gzip or without a coding.")
                .at(HttpHeaders.CONTENT_ENCODING);
    }

    /** A request that looks as if its body had been sent without a coding, and without a length. */
    private static final class UnpackedRequest extends FilteredRequest {

        UnpackedRequest(HttpServletRequest request) {
            super(request, UnpackedBody::new);
        }

        @Override
        public int getContentLength() {
            return -1;
        }

        @Override
        public long getContentLengthLong() {
            return -1;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isHidden(name) ? null : super.getHeader(name);
        }

        @Override
        public int getIntHeader(String name) {
            return isHidden(name) ? -1 : super.getIntHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                    .filter(name -> !isHidden(name))
                    .toList());
        }

        private static boolean isHidden(String header) {
            return HttpHeaders.CONTENT_ENCODING.equalsIgnoreCase(header)
                    || HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(header);
        }
    }

    /** Tells whoever sent a damaged body so. */
    private static final class UnpackedBody extends FilterInputStream {

        UnpackedBody(InputStream packed) {
            super(new GzipStream(packed));
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (GzipStream.DamagedException damaged) {
                throw problem(damaged);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (GzipStream.DamagedException damaged) {
                throw problem(damaged);
            }
        }

        private static ProblemException problem(GzipStream.DamagedException damaged) {
            return Problem.of(
                            ProblemType.MALFORMED_CODING,
                            "The body is not the well-formed gzip that its Content-Encoding names: "
                                    + damaged.getMessage() + ".")
                    .asException();
        }
    }
}
