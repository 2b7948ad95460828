package io.sentiment.model.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A bundle as files in a folder, under the name that errors give it. */
record FolderSource(Path folder, String name) implements BundleSource {

    @Override
    public List<String> fileNames() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public InputStream open(String fileName) throws IOException {
        return Files.newInputStream(folder.resolve(fileName));
    }

    @Override
    public String toString() {
        return name;
    }
}
