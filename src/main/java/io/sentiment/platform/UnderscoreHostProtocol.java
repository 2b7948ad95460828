package io.sentiment.platform;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Constants;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as Tomcat speaks it, except that the names of hosts may have underscores, which RFC 3986 (section 3.2.2) allows
 * and Tomcat does not. Docker Compose makes such names of services, and no answer here depends on the host. Tomcat makes
 * an object of this class by its name.
 */
public final class UnderscoreHostProtocol extends Http11NioProtocol {

    /** The attribute of a request that has what its header Host says, where that is no host. */
    static final String MALFORMED_HOST = UnderscoreHostProtocol.class.getName() + ".malformedHost";

    @Override
    protected Processor createProcessor() {
        return new UnderscoreHostProcessor(this, getAdapter());
    }

    private static final class UnderscoreHostProcessor extends Http11Processor {

        UnderscoreHostProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        /** Tomcat takes a request line that it cannot read for HTTP 0.9, whose answers have no status and no headers. */
        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            if (request.protocol().isNull()) {
                request.protocol().setString(Constants.HTTP_11);
            }
            return super.service(socket);
        }

        @Override
        protected void parseHost(@Nullable MessageBytes host) {
            boolean wasError = getErrorState().isError();
            if (host != null && hasUnderscore(host)) {
                parseHostWithUnderscores(host.getByteChunk());
            } else {
                super.parseHost(host);
            }
            if (host != null && !wasError && getErrorState().isError()) {
                request.setAttribute(MALFORMED_HOST, host.toString());
            }
        }

        /** Tomcat looks at a name with letters instead; it is the name as it was sent that counts afterwards. */
        private void parseHostWithUnderscores(ByteChunk host) {
            byte[] plain = new byte[host.getLength()];
            System.arraycopy(host.getBytes(), host.getStart(), plain, 0, plain.length);
            for (int index = 0; index < plain.length; index++) {
                plain[index] = plain[index] == '_' ? (byte) 'a' : plain[index];
            }
            MessageBytes lettersOnly = MessageBytes.newInstance();
            lettersOnly.setBytes(plain, 0, plain.length);
            super.parseHost(lettersOnly);
            if (!getErrorState().isError()) {
                String name = host.toString();
                int port = name.indexOf(':');
                request.serverName().setString(port < 0 ? name : name.substring(0, port));
            }
        }

        /** Addresses in brackets have none. */
        private static boolean hasUnderscore(MessageBytes host) {
            return !host.isNull()
                    && host.getByteChunk().indexOf('_', 0) >= 0
                    && host.getByteChunk().indexOf('[', 0) != 0;
        }
    }
}
