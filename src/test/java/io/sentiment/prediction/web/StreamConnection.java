package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A chunked request whose body is sent while its response is read, which no HTTP client of the JDK can do. */
final class StreamConnection implements Closeable {

    private static final int SMALL_BUFFER = 16_384;
    private static final int PATIENCE_MILLISECONDS = 30_000;

    private final Socket socket = new Socket();
    private final OutputStream output;
    private final InputStream input;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int leftInChunk;
    private boolean headRead;

    /** @param headers whole lines, besides those that every stream has */
    StreamConnection(int port, String query, String... headers) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSendBufferSize(SMALL_BUFFER);
        socket.connect(new InetSocketAddress("localhost", port));
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        output = socket.getOutputStream();
        input = new BufferedInputStream(socket.getInputStream());
        write("POST /api/v1/predictions" + query + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()) + "\r\n");
    }

    /** Sends a piece of the body. */
    void send(String piece) throws IOException {
        send(piece.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a piece of the body that is no text. */
    void send(byte[] piece) throws IOException {
        write(Integer.toHexString(piece.length) + "\r\n");
        output.write(piece);
        write("\r\n");
    }

    void sendText(int id, String text) throws IOException {
        send("{\"id\": " + id + ", \"text\": \"" + text + "\"}\n");
    }

    void end() throws IOException {
        write("0\r\n\r\n");
    }

    /** The status line and the headers, once. */
    List<String> head() throws IOException {
        headRead = true;
        List<String> head = new ArrayList<>();
        for (String next = rawLine(); !next.isEmpty(); next = rawLine()) {
            head.add(next);
        }
        return head;
    }

    /**
     * The next line of the response.
     *
     * @throws EOFException if the connection ends before the response does
     */
    String answer() throws IOException {
        if (!headRead) {
            assertThat(head().get(0)).isEqualTo("HTTP/1.1 200 ");
        }
        line.reset();
        while (true) {
            if (leftInChunk == 0) {
                leftInChunk = Integer.parseInt(rawLine(), 16);
                if (leftInChunk == 0) {
                    return "the end";
                }
            }
            int next = read();
            leftInChunk--;
            if (leftInChunk == 0) {
                rawLine();
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(next);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Closes without a farewell, like a process that is killed. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void write(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    private String rawLine() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    private int read() throws IOException {
        int next = input.read();
        if (next < 0) {
            throw new EOFException("The connection ended.");
        }
        return next;
    }
}
