package io.sentiment.model.bundle;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A bundle as a zip, under the name that errors give it. Nothing is ever unpacked to a file of an entry's name, so a name
 * such as {@code ../x} can do no harm; it is refused like every unexpected file.
 */
public record ZipSource(Path path, String name) implements BundleSource {

    public ZipSource(Path path) {
        this(path, path.toString());
    }

    @Override
    public List<String> fileNames() throws IOException {
        try (ZipFile zip = openZip()) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    @Override
    public InputStream open(String fileName) throws IOException {
        ZipFile zip = openZip();
        try {
            return openEntry(zip, fileName);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static InputStream openEntry(ZipFile zip, String fileName) throws IOException {
        ZipEntry entry = zip.getEntry(fileName);
        if (entry == null) {
            throw new FileNotFoundException(fileName);
        }
        return new FilterInputStream(zip.getInputStream(entry)) {
            @Override
            public void close() throws IOException {
                zip.close();
            }
        };
    }

    private ZipFile openZip() throws IOException {
        try {
            return new ZipFile(path.toFile());
        } catch (IllegalArgumentException e) {
            // What ZipFile throws for entry names that are not UTF-8.
            throw (IOException) new ZipException("malformed entry name").initCause(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
