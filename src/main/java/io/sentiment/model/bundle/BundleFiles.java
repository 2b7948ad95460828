package io.sentiment.model.bundle;

import io.sentiment.rows.Fingerprints;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files that a manifest vouches for, each with the most bytes that it may have. Thread-safe. */
record BundleFiles(BundleSource source, ModelManifest manifest) {

    private static final long MAXIMUM_VOCABULARY_BYTES = 64L << 20;
    private static final long MAXIMUM_MODEL_CARD_BYTES = 1L << 20;
    private static final long MAXIMUM_TRAINING_ROWS_BYTES =
            Fingerprints.HEADER_BYTES + (long) Long.BYTES * Fingerprints.MAXIMUM;

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
     * Fingerprints of the rows that the version was trained on, verified; none in bundles of earlier releases.
     *
     * @throws IllegalArgumentException if the file is malformed
     */
    Optional<Fingerprints> trainingRows() throws IOException {
        if (!has(BundleFile.TRAINING_ROWS)) {
            return Optional.empty();
        }
        try (VerifiedStream stream = open(BundleFile.TRAINING_ROWS)) {
            Fingerprints rows = Fingerprints.read(stream);
            stream.requireChecksum();
            return Optional.of(rows);
        } catch (IllegalArgumentException malformed) {
            // A damaged file is first of all a damaged file.
            try (VerifiedStream stream = open(BundleFile.TRAINING_ROWS)) {
                stream.requireChecksum();
            }
            throw malformed;
        }
    }

    private long maximumBytes(BundleFile file) {
        return switch (file) {
            case NETWORK -> manifest.architecture().parameters() * Float.BYTES + NETWORK_OVERHEAD_BYTES;
            case VOCABULARY -> MAXIMUM_VOCABULARY_BYTES;
            case MODEL_CARD -> MAXIMUM_MODEL_CARD_BYTES;
            case TRAINING_ROWS -> MAXIMUM_TRAINING_ROWS_BYTES;
            case MANIFEST -> throw new IllegalArgumentException("No manifest vouches for itself.");
        };
    }

    /** Streams all files as a zip, every one verified on the way. */
    void writeZip(byte[] manifestBytes, OutputStream stream) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(stream);
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
