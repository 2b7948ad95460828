package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.storage.Checksum;
import io.sentiment.training.checkpoint.CheckpointFolder;
import io.sentiment.training.checkpoint.ForeignCheckpointException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a training stores its state after each epoch. */
final class CheckpointOptions {

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description =
                    "Store the state of the training here after each epoch: the same command goes on from it when the"
                            + " training was interrupted. Deleted when the bundle is written.")
    private @Nullable Path folder;

    /**
     * The checkpoints, or null if there are to be none.
     *
     * @param dependencies all that a state depends on
     * @throws InvalidInputException if the folder has those of another training
     */
    @Nullable
    CheckpointFolder open(List<Object> dependencies) throws IOException {
        if (folder == null) {
            return null;
        }
        try {
            return CheckpointFolder.open(folder, fingerprint(dependencies));
        } catch (ForeignCheckpointException e) {
            throw new InvalidInputException(Objects.requireNonNull(e.getMessage()));
        }
    }

    private static String fingerprint(List<Object> dependencies) throws IOException {
        Checksum checksum = new Checksum();
        try (OutputStream stream = checksum.of(OutputStream.nullOutputStream())) {
            for (Object dependency : dependencies) {
                stream.write((dependency + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return checksum.hex();
    }
}
