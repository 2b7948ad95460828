package io.sentiment.model.bundle;

import io.sentiment.rows.Fingerprints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files that a manifest vouches for, each with the most bytes that it may have. Thread-safe. */
record BundleFiles(BundleSource source, ModelManifest manifest) {

    private static final long MAXIMUM_VOCABULARY_BYTES = 64L << 20;
    private static final long MAXIMUM_MODEL_CARD_BYTES = 1L << 20;
    private static final long MAXIMUM_MEASURING_ROWS_BYTES = 16L << 20;

    /** What a network file may have on top of four bytes a parameter: its configuration and the zip's own entries. */
    private static final long NETWORK_OVERHEAD_BYTES = 2L << 20;

    /** All that there are but the manifest. */
    List<BundleFile> present() {
        return Stream.of(BundleFile.values()).filter(this::has).toList();
    }

    boolean has(BundleFile file) {
        return manifest.files().containsKey(file.fileName());
    }

    VerifiedStream open(BundleFile file) throws IOException {
        String expected = Objects.requireNonNull(manifest.files().get(file.fileName()), file.fileName());
        return new VerifiedStream(source, file, maximumBytes(file), expected);
    }

    /** The whole file, verified. */
    byte[] read(BundleFile file) throws IOException {
        try (VerifiedStream stream = open(file)) {
            byte[] bytes = stream.readAllBytes();
            stream.requireChecksum();
            return bytes;
        }
    }

    /**
     * What the bundle tells of rows, verified.
     *
     * @throws IllegalArgumentException if a file is malformed; the message names it
     */
    BundleRows rows() throws IOException {
        return new BundleRows(
                has(BundleFile.TRAINING_ROWS) ? parsed(BundleFile.TRAINING_ROWS, Fingerprints::read) : null,
                has(BundleFile.MEASURING_ROWS)
                        ? parsed(BundleFile.MEASURING_ROWS, BundleRows::readMeasuring)
                        : List.of());
    }

    private <T> T parsed(BundleFile file, Parser<T> parser) throws IOException {
        try (VerifiedStream stream = open(file)) {
            T rows = parser.parse(stream);
            stream.requireChecksum();
            return rows;
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            // A damaged file is first of all a damaged file.
            try (VerifiedStream stream = open(file)) {
                stream.requireChecksum();
            }
            throw new IllegalArgumentException(file + " is malformed: " + malformed.getMessage(), malformed);
        }
    }

    private interface Parser<T> {
        T parse(InputStream stream) throws IOException;
    }

    private long maximumBytes(BundleFile file) {
        return switch (file) {
            case NETWORK -> manifest.architecture().parameters() * Float.BYTES + NETWORK_OVERHEAD_BYTES;
            case VOCABULARY -> MAXIMUM_VOCABULARY_BYTES;
            case MODEL_CARD -> MAXIMUM_MODEL_CARD_BYTES;
            case TRAINING_ROWS -> Fingerprints.MAXIMUM_FILE_BYTES;
            case MEASURING_ROWS -> MAXIMUM_MEASURING_ROWS_BYTES;
            case MANIFEST -> throw new IllegalArgumentException("No manifest vouches for itself.");
        };
    }

    /** Streams all files as a zip, every one verified on the way. */
    void writeZip(byte[] manifestBytes, OutputStream stream) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(stream);
        // The network is a zip already, and fingerprints cannot be compressed: more effort gains nothing and takes
        // seconds.
        zip.setLevel(Deflater.BEST_SPEED);
        zip.putNextEntry(entry(BundleFile.MANIFEST));
        zip.write(manifestBytes);
        for (BundleFile file : present()) {
            zip.putNextEntry(entry(file));
            try (VerifiedStream content = open(file)) {
                content.transferTo(zip);
                content.requireChecksum();
            }
        }
        zip.finish();
    }

    /** Dated by the manifest and not by the clock, so that equal bundles give equal zips. */
    private ZipEntry entry(BundleFile file) {
        ZipEntry entry = new ZipEntry(file.fileName());
        entry.setTimeLocal(LocalDateTime.ofInstant(manifest.created(), ZoneOffset.UTC));
        return entry;
    }
}
