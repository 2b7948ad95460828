package io.sentiment.training.checkpoint;

import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.pretraining.Pretraining;
import io.sentiment.network.pretraining.PretrainingStage;
import io.sentiment.storage.AtomicFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The weights after each stage of a pre-training, a file each that begins with the fingerprint of order and data. A file of
 * another order counts as none, and the stage of the same name replaces it. For one thread.
 */
final class StageFolder implements Pretraining.Results {

    private static final String PREFIX = "stage-";

    private final Path folder;
    private final byte[] fingerprint;

    /** @param fingerprint of what the weights depend on, as ASCII characters */
    StageFolder(Path folder, String fingerprint) {
        this.folder = folder;
        this.fingerprint = fingerprint.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean restore(PretrainingStage stage, SentimentNetwork network) throws IOException {
        Path file = file(stage);
        if (!Files.exists(file)) {
            return false;
        }
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            if (!Arrays.equals(stream.readNBytes(fingerprint.length), fingerprint)) {
                return false;
            }
            network.readWeights(stream);
            return true;
        }
    }

    @Override
    public void store(PretrainingStage stage, SentimentNetwork network) throws IOException {
        AtomicFile.write(file(stage), stream -> {
            stream.write(fingerprint);
            network.writeWeights(stream);
        });
    }

    /** Deletes the weights of all stages, for when the training that begins with them is done. */
    void delete() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    private Path file(PretrainingStage stage) {
        return folder.resolve(PREFIX + stage.name().replace(' ', '-'));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
    }
}
