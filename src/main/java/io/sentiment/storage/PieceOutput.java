package io.sentiment.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into pieces of 1 MB for a table of the database, so that it is never whole in the heap. Its last piece is
 * written when it is closed. Not safe for use by several threads.
 */
public final class PieceOutput extends OutputStream {

    private static final int PIECE_BYTES = 1 << 20;

    private final Sink sink;
    private final byte[] buffer = new byte[PIECE_BYTES];
    private int buffered;
    private int position;
    private long size;

    /** Gives its pieces to that sink. */
    public PieceOutput(Sink sink) {
        this.sink = sink;
    }

    /** Writes the pieces of a source one after the other, as many as there are. */
    public static void join(Source source, OutputStream stream) throws IOException {
        Optional<byte[]> piece = source.read(0);
        for (int position = 1; piece.isPresent(); position++) {
            stream.write(piece.get());
            piece = source.read(position);
        }
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int written = 0; written < length; ) {
            int count = Math.min(length - written, PIECE_BYTES - buffered);
            System.arraycopy(bytes, offset + written, buffer, buffered, count);
            buffered += count;
            written += count;
            size += count;
            if (buffered == PIECE_BYTES) {
                writePiece();
            }
        }
    }

    /** How many bytes were written. */
    public long size() {
        return size;
    }

    /** Writes what is left. */
    @Override
    public void close() {
        if (buffered > 0) {
            writePiece();
        }
    }

    private void writePiece() {
        sink.write(position, Arrays.copyOf(buffer, buffered));
        position++;
        buffered = 0;
    }

    /** Takes the pieces. */
    public interface Sink {

        /**
         * Takes the next piece.
         *
         * @param position of the piece, from 0
         */
        void write(int position, byte[] piece);
    }

    /** Has the pieces. */
    public interface Source {

        /** The piece at a position from 0, or none after the last one. */
        Optional<byte[]> read(int position);
    }
}
