package io.sentiment.benchmark.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection that stays open and has one request under way at a time. */
final class Client implements AutoCloseable {

    private static final String SUCCESS = "HTTP/1.1 200";
    private static final byte[] END_OF_CHUNKS = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final List<byte[]> requests;
    private final ByteBuffer answer = ByteBuffer.allocate(16_384);
    private int next;
    private long sentAt;

    /** @param first which of the requests it sends first */
    Client(InetSocketAddress address, List<byte[]> requests, int first, Selector selector) throws IOException {
        this.requests = requests;
        this.next = first;
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends the next request. */
    void send() throws IOException {
        answer.clear();
        ByteBuffer request = ByteBuffer.wrap(requests.get(next));
        next = (next + 1) % requests.size();
        sentAt = System.nanoTime();
        while (request.hasRemaining()) { // A request is far smaller than a socket's buffer.
            channel.write(request);
        }
    }

    /**
     * Reads what has come.
     *
     * @return nanoseconds since the request was sent if the answer is complete, otherwise -1
     * @throws IOException if the connection ends
     * @throws IllegalStateException if the answer is no prediction
     */
    long read() throws IOException {
        if (channel.read(answer) < 0) {
            throw new IOException("The service has closed the connection of a client.");
        }
        if (!endsWith(END_OF_CHUNKS)) {
            return -1;
        }
        long elapsed = System.nanoTime() - sentAt;
        if (!new String(answer.array(), 0, SUCCESS.length(), StandardCharsets.US_ASCII).equals(SUCCESS)) {
            throw new IllegalStateException("The service answered with an error: "
                    + new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));
        }
        return elapsed;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean endsWith(byte[] end) {
        int start = answer.position() - end.length;
        return start >= 0
                && ByteBuffer.wrap(end).equals(answer.duplicate().flip().position(start));
    }
}
