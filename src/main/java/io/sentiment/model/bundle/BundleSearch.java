package io.sentiment.model.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Finds bundles without opening them. */
public final class BundleSearch {

    private BundleSearch() {}

    public static List<BundleSource> onClasspath(ClassLoader classLoader) throws IOException {
        return Arrays.stream(new PathMatchingResourcePatternResolver(classLoader)
                        .getResources("classpath*:models/*/manifest.json"))
                .<BundleSource>map(ResourceSource::new)
                .toList();
    }

    /** Every sub-folder and every zip, whole or not: that a bundle is damaged shall be seen. */
    public static List<BundleSource> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(BundleSearch::isCandidate)
                    .sorted()
                    .map(BundleSource::of)
                    .toList();
        }
    }

    private static boolean isCandidate(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        // Hidden folders are bundles that are being written; mounted volumes also hold those of their file system.
        if (name.startsWith(".") || name.equals("lost+found")) {
            return false;
        }
        return Files.isDirectory(path) || name.endsWith(".zip");
    }
}
