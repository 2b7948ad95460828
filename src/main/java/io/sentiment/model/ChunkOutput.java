package io.sentiment.model;

import io.sentiment.model.bundle.ModelVersion;
import java.io.OutputStream;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes a bundle's zip to the database in pieces of 1 MB. Not safe for use by several threads. */
final class ChunkOutput extends OutputStream {

    private static final int CHUNK_BYTES = 1 << 20;

    private final JdbcClient jdbc;
    private final ModelVersion version;
    private final byte[] buffer = new byte[CHUNK_BYTES];
    private int buffered;
    private int position;

    /** Writes inside the transaction of the calling thread. */
    ChunkOutput(JdbcClient jdbc, ModelVersion version) {
        this.jdbc = jdbc;
        this.version = version;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int written = 0; written < length; ) {
            int count = Math.min(length - written, CHUNK_BYTES - buffered);
            System.arraycopy(bytes, offset + written, buffer, buffered, count);
            buffered += count;
            written += count;
            if (buffered == CHUNK_BYTES) {
                writeChunk();
            }
        }
    }

    /** How many bytes were written. */
    long size() {
        return (long) position * CHUNK_BYTES + buffered;
    }

    /** Writes what is left. */
    @Override
    public void close() {
        if (buffered > 0) {
            writeChunk();
        }
    }

    private void writeChunk() {
        jdbc.sql("INSERT INTO bundle_chunk (model, version, position, bytes) VALUES (?, ?, ?, ?)")
                .params(version.model(), version.version(), position, Arrays.copyOf(buffer, buffered))
                .update();
        position++;
        buffered = 0;
    }
}
