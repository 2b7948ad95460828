package io.sentiment.model.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the files of a bundle are read from. {@code toString()} names the place to a person. Thread-safe. */
public sealed interface BundleSource permits FolderSource, ZipSource, ResourceSource {

    /** The names of everything that is there, repeated where there are two of a name. */
    List<String> fileNames() throws IOException;

    /** A new stream of that file, for the caller to close. */
    InputStream open(String fileName) throws IOException;

    /** A folder, or else a zip. */
    static BundleSource of(Path path) {
        return Files.isDirectory(path) ? new FolderSource(path, path.toString()) : new ZipSource(path);
    }
}
