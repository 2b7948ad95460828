package io.sentiment.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a stream, one at a time, of which none is held in memory beyond a number of bytes. Lines end with a line
 * feed, the last one also with the stream. Not thread-safe.
 */
public final class Lines {

    private static final int BUFFER_BYTES = 8_192;

    private final InputStream stream;
    private final int maximumBytes;
    private final BeforeWaiting beforeWaiting;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;
    private long number;

    /**
     * Reads a stream that has all its bytes at hand.
     *
     * @param maximumBytes that a line may have; a longer one is read past
     */
    public Lines(InputStream stream, int maximumBytes) {
        this(stream, maximumBytes, () -> {});
    }

    /**
     * Reads a stream whose bytes arrive as they are sent.
     *
     * @param maximumBytes that a line may have; a longer one is read past
     * @param beforeWaiting runs whenever the next byte may be long in coming
     */
    public Lines(InputStream stream, int maximumBytes, BeforeWaiting beforeWaiting) {
        this.stream = stream;
        this.maximumBytes = maximumBytes;
        this.beforeWaiting = beforeWaiting;
    }

    /** Goes to the next line, or returns false at the end of the stream. */
    public boolean next() throws IOException {
        line.reset();
        tooLong = false;
        if (position == end && !fill()) {
            return false;
        }
        number++;
        do {
            int lineFeed = lineFeed();
            keep(lineFeed);
            position = lineFeed;
            if (lineFeed < end) {
                position++;
                return true;
            }
        } while (fill());
        return true;
    }

    /** The number of the line, from 1. */
    public long number() {
        return number;
    }

    /** Whether the line was read past because it has too many bytes. */
    public boolean isTooLong() {
        return tooLong;
    }

    /** The line without its line feed. */
    public byte[] bytes() {
        return line.toByteArray();
    }

    /** Its place in the buffer, or the end of the buffer. */
    private int lineFeed() {
        int place = position;
        while (place < end && buffer[place] != '\n') {
            place++;
        }
        return place;
    }

    private void keep(int to) {
        tooLong = tooLong || to - position > maximumBytes - line.size();
        if (tooLong) {
            line.reset();
        } else {
            line.write(buffer, position, to - position);
        }
    }

    private boolean fill() throws IOException {
        if (stream.available() <= 0) {
            beforeWaiting.run();
        }
        position = 0;
        end = Math.max(stream.read(buffer), 0);
        return end > 0;
    }

    /** What is due before a read that may block. */
    @FunctionalInterface
    public interface BeforeWaiting {

        void run() throws IOException;
    }
}
