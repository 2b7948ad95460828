package io.sentiment.model.bundle;

import java.io.IOException;
import java.util.Objects;

/** The files that a manifest vouches for, each with the most bytes that it may have. Thread-safe. */
record BundleFiles(BundleSource source, ModelManifest manifest) {

    private static final long MAXIMUM_VOCABULARY_BYTES = 64L << 20;
    private static final long MAXIMUM_MODEL_CARD_BYTES = 1L << 20;

    /** What a network file may have on top of four bytes a parameter: its configuration and the zip's own entries. */
    private static final long NETWORK_OVERHEAD_BYTES = 2L << 20;

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

    private long maximumBytes(BundleFile file) {
        return switch (file) {
            case NETWORK -> manifest.architecture().parameters() * Float.BYTES + NETWORK_OVERHEAD_BYTES;
            case VOCABULARY -> MAXIMUM_VOCABULARY_BYTES;
            case MODEL_CARD -> MAXIMUM_MODEL_CARD_BYTES;
            case MANIFEST -> throw new IllegalArgumentException("No manifest vouches for itself.");
        };
    }
}
