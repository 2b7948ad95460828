package io.sentiment.model.bundle;

import io.sentiment.model.bundle.BundleSource.FolderSource;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.rows.Fingerprints;
import io.sentiment.storage.AtomicFolder;
import io.sentiment.storage.Checksum;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabulary;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Writes the files of one version. */
final class BundleWriter {

    private final ModelManifest manifest;
    private final SentimentNetwork network;
    private final Vocabulary vocabulary;
    private final String modelCard;
    private final BundleRows rows;

    BundleWriter(
            ModelManifest manifest,
            SentimentNetwork network,
            Vocabulary vocabulary,
            String modelCard,
            BundleRows rows) {
        require(manifest.architecture().equals(network.architecture()), "architecture is not that of the network");
        require(
                manifest.architecture().vocabularySize() == vocabulary.size(),
                "architecture has a vocabulary of " + manifest.architecture().vocabularySize()
                        + " tokens, but the vocabulary has " + vocabulary.size());
        require(
                manifest.tokenizer().canBeRead()
                        && manifest.tokenizer()
                                .icuVersion()
                                .equals(TokenizerSettings.current().icuVersion()),
                "tokenizer settings are not those of this program");
        this.manifest = manifest;
        this.network = network;
        this.vocabulary = vocabulary;
        this.modelCard = modelCard;
        this.rows = rows;
    }

    void write(Path target) throws IOException {
        AtomicFolder folder = new AtomicFolder(target);
        folder.publish(temporary -> {
            writeFiles(temporary);
            // What the reader would refuse must not be published.
            ModelBundle.open(new FolderSource(temporary, target.toString()));
        });
    }

    private void writeFiles(Path folder) throws IOException {
        Map<String, String> checksums = new HashMap<>();
        checksums.put(BundleFile.NETWORK.fileName(), write(folder, BundleFile.NETWORK, network::write));
        checksums.put(BundleFile.VOCABULARY.fileName(), write(folder, BundleFile.VOCABULARY, vocabulary::writeTo));
        checksums.put(BundleFile.MODEL_CARD.fileName(), write(folder, BundleFile.MODEL_CARD, this::writeModelCard));
        Fingerprints training = rows.training();
        if (training != null) {
            checksums.put(
                    BundleFile.TRAINING_ROWS.fileName(), write(folder, BundleFile.TRAINING_ROWS, training::writeTo));
        }
        if (!rows.measuring().isEmpty()) {
            checksums.put(
                    BundleFile.MEASURING_ROWS.fileName(),
                    write(folder, BundleFile.MEASURING_ROWS, rows::writeMeasuring));
        }
        byte[] json = ManifestFile.write(manifest.withFiles(checksums));
        write(folder, BundleFile.MANIFEST, stream -> stream.write(json));
    }

    private void writeModelCard(OutputStream stream) throws IOException {
        // Unlike getBytes(), a fresh encoder reports malformed text instead of replacing it.
        Channels.newChannel(stream).write(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(modelCard)));
    }

    /** Writes a file to the disk, not only to the page cache, and returns its checksum. */
    private static String write(Path folder, BundleFile file, Content content) throws IOException {
        Checksum checksum = new Checksum();
        try (FileOutputStream output =
                new FileOutputStream(folder.resolve(file.fileName()).toFile())) {
            OutputStream stream = new BufferedOutputStream(checksum.of(output));
            content.writeTo(stream);
            stream.flush();
            output.getFD().sync();
        }
        return checksum.hex();
    }

    private static void require(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException("The manifest's " + fault + ".");
        }
    }

    private interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }
}
