package io.sentiment.model.bundle;

import java.util.Arrays;
import java.util.List;

/** The files of a bundle, in the order in which a zip holds them. */
enum BundleFile {
    MANIFEST("manifest.json"),
    NETWORK("network.zip"),
    VOCABULARY("vocabulary.txt"),
    MODEL_CARD("README.md"),

    /** Fingerprints of the rows that the version was trained on; bundles of earlier releases have none. */
    TRAINING_ROWS("training-rows.bin"),

    /** Rows of the version's own domain to measure its successors on; not every bundle has some. */
    MEASURING_ROWS("measuring-rows.jsonl");

    private final String fileName;

    BundleFile(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }

    /** Those that every bundle has besides the manifest, which holds their checksums. */
    static List<BundleFile> required() {
        return List.of(NETWORK, VOCABULARY, MODEL_CARD);
    }

    /** Those that not every bundle has. */
    static List<BundleFile> optional() {
        return List.of(TRAINING_ROWS, MEASURING_ROWS);
    }

    static boolean isName(String name) {
        return Arrays.stream(values()).anyMatch(file -> file.fileName.equals(name));
    }

    @Override
    public String toString() {
        return fileName;
    }
}
