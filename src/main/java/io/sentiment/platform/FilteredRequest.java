package io.sentiment.platform;

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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A request whose body is read through another stream, which may end it with an exception. Not thread-safe. */
public class FilteredRequest extends HttpServletRequestWrapper {

    private final UnaryOperator<InputStream> filter;
    private @Nullable FilteredBody stream;

    /** @param filter from the body as it was to the body as it shall be; applied when the body is first asked for */
    public FilteredRequest(HttpServletRequest request, UnaryOperator<InputStream> filter) {
        super(request);
        this.filter = filter;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            ServletInputStream body = super.getInputStream();
            stream = new FilteredBody(body, filter.apply(body));
        }
        return stream;
    }

    /** Frees what the other stream holds, if it was ever asked for. */
    final void closeFilter() throws IOException {
        if (stream != null) {
            stream.filtered.close();
        }
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    /** Waits only once for a client that has stopped: what could not be read is not asked for again. */
    private static final class FilteredBody extends ServletInputStream {

        private final ServletInputStream body;
        private final InputStream filtered;
        private @Nullable IOException fault;

        FilteredBody(ServletInputStream body, InputStream filtered) {
            this.body = body;
            this.filtered = filtered;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (fault != null) {
                throw new IOException("The body could not be read.", fault);
            }
            try {
                return filtered.read(bytes, offset, length);
            } catch (IOException unreadable) {
                fault = unreadable;
                throw unreadable;
            }
        }

        @Override
        public int available() throws IOException {
            return filtered.available();
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
