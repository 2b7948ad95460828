package io.sentiment.model.bundle;

import io.sentiment.model.bundle.BundleSource.ResourceSource;
import io.sentiment.storage.Checksum;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Where the files of a bundle are read from. {@code toString()} names the place to a person. Thread-safe. */
public sealed interface BundleSource {

    /** The names of everything that is there, repeated where there are two of a name. */
    List<String> fileNames() throws IOException;

    /** A new stream of that file, for the caller to close. */
    InputStream open(String fileName) throws IOException;

    /**
     * The SHA-256 of the manifest, which has those of all other files, as 64 lower-case hexadecimal digits.
     *
     * @throws IOException if it is missing or cannot be read
     */
    default String manifestChecksum() throws IOException {
        Checksum checksum = new Checksum();
        try (InputStream stream = checksum.of(open(BundleFile.MANIFEST.fileName()))) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return checksum.hex();
    }

    /** A folder, or else a zip. */
    static BundleSource of(Path path) {
        return Files.isDirectory(path) ? new FolderSource(path, path.toString()) : new ZipSource(path);
    }

    /** The bundles on the classpath, as {@code models/NAME/}; opens none. */
    static List<BundleSource> onClasspath(ClassLoader classLoader) throws IOException {
        return Arrays.stream(new PathMatchingResourcePatternResolver(classLoader)
                        .getResources("classpath*:models/*/manifest.json"))
                .<BundleSource>map(ResourceSource::new)
                .toList();
    }

    /** Every sub-folder and every zip, whole or not: that a bundle is damaged shall be seen. Opens none. */
    static List<BundleSource> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(BundleSource::isCandidate)
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

    /**
     * A bundle as a zip, under the name that errors give it. Nothing is ever unpacked to a file of an entry's name, so a
     * name such as {@code ../x} can do no harm; it is refused like every unexpected file.
     */
    record ZipSource(Path path, String name) implements BundleSource {

        /** Signature, length and longest comment of the record at the end of a zip (APPNOTE 4.3.16), little endian. */
        private static final int END_SIGNATURE = 0x06054b50;

        private static final int END_BYTES = 22;
        private static final int COMMENT_BYTES = 0xffff;

        /** The two records of a zip64 that stand before the last one, and what stands there for a number in them. */
        private static final int ZIP64_BYTES = 76;

        private static final long UNKNOWN = 0xffffffffL;

        /** Errors give it its path. */
        public ZipSource(Path path) {
            this(path, path.toString());
        }

        @Override
        public List<String> fileNames() throws IOException {
            try (ZipFile zip = openZip()) {
                requireNothingElse();
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

        /** {@code ZipFile} looks for the end of the archive, and minds neither what follows it nor what comes first. */
        private void requireNothingElse() throws IOException {
            try (FileChannel file = FileChannel.open(path)) {
                long start = Math.max(0, file.size() - END_BYTES - COMMENT_BYTES);
                ByteBuffer tail =
                        ByteBuffer.allocate((int) (file.size() - start)).order(ByteOrder.LITTLE_ENDIAN);
                while (tail.hasRemaining() && file.read(tail, start + tail.position()) >= 0) {
                    // A read may give less than is there.
                }
                requireNothingElse(tail.flip(), start);
            }
        }

        private void requireNothingElse(ByteBuffer tail, long start) {
            int end = tail.limit() - END_BYTES;
            while (end >= 0 && !isEnd(tail, end)) {
                end--;
            }
            if (end < 0) {
                throw new UnreadableBundleException(this, "bytes follow the end of the zip.");
            }
            long directoryBytes = Integer.toUnsignedLong(tail.getInt(end + 12));
            long directory = Integer.toUnsignedLong(tail.getInt(end + 16));
            long between = start + end - directoryBytes - directory;
            if (between != 0 && between != ZIP64_BYTES && directory != UNKNOWN && directoryBytes != UNKNOWN) {
                throw new UnreadableBundleException(this, "bytes come before the beginning of the zip.");
            }
        }

        private static boolean isEnd(ByteBuffer tail, int place) {
            int comment = Short.toUnsignedInt(tail.getShort(place + END_BYTES - 2));
            return tail.getInt(place) == END_SIGNATURE && place + END_BYTES + comment == tail.limit();
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

    /**
     * A bundle on the classpath, found by its manifest. Resource streams reach into a jar and into the nested jars of
     * Spring Boot, which file systems do not.
     */
    record ResourceSource(Resource manifest) implements BundleSource {

        @Override
        public List<String> fileNames() throws IOException {
            Resource[] resources = new PathMatchingResourcePatternResolver().getResources(folder() + "*");
            return Arrays.stream(resources)
                    .map(resource -> Objects.requireNonNullElse(resource.getFilename(), resource.getDescription()))
                    .toList();
        }

        @Override
        public InputStream open(String fileName) throws IOException {
            return manifest.createRelative(fileName).getInputStream();
        }

        private String folder() throws IOException {
            String url = manifest.getURL().toExternalForm();
            return url.substring(0, url.lastIndexOf('/') + 1);
        }

        @Override
        public String toString() {
            return manifest.getDescription();
        }
    }
}
