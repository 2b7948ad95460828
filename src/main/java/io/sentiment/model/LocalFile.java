package io.sentiment.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that an upload is written to; its errors tell the disk's faults from those of the client's connection. */
final class LocalFile implements AutoCloseable {

    private final OutputStream stream;

    LocalFile(Path file) {
        try {
            stream = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UnwritableUploadException(e);
        }
    }

    void write(byte[] bytes, int count) {
        try {
            stream.write(bytes, 0, count);
        } catch (IOException e) {
            throw new UnwritableUploadException(e);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UnwritableUploadException(e);
        }
    }
}
