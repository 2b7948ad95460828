package io.sentiment.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/** A file of the page as browsers get it. Thread-safe, as long as nobody writes into its arrays. */
public final class PageFile {

    private final MediaType type;
    private final byte[] plain;
    private final byte[] gzipped;

    private PageFile(MediaType type, byte[] plain, byte[] gzipped) {
        this.type = type;
        this.plain = plain;
        this.gzipped = gzipped;
    }

    static PageFile of(MediaType type, byte[] plain) {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // It is written to memory.
        }
        return new PageFile(type, plain, gzipped.toByteArray());
    }

    /** The type of its content. */
    public MediaType type() {
        return type;
    }

    /** Its bytes. */
    public byte[] plain() {
        return plain;
    }

    /** The same bytes, compressed. */
    public byte[] gzipped() {
        return gzipped;
    }
}
