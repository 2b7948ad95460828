package io.sentiment.platform;

import io.sentiment.storage.LimitedStream;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A request whose body stops with a {@link ProblemException} where it becomes too large. */
final class LimitedRequest extends HttpServletRequestWrapper {

    private final DataSize limit;
    private @Nullable ServletInputStream stream;

    LimitedRequest(HttpServletRequest request, DataSize limit) {
        super(request);
        this.limit = limit;
    }

    static Problem tooLarge(DataSize limit) {
        return Problem.of(
                ProblemType.BODY_TOO_LARGE,
                "The body of the request is larger than the " + limit.toBytes() + " bytes that are allowed.");
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
