package io.sentiment.training.checkpoint;

import java.nio.file.Path;

/** A folder with checkpoints of another training; the message is one sentence for its owner. */
public final class ForeignCheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForeignCheckpointException(Path folder) {
        super(folder
                + " holds the checkpoint of a training with other settings or data: repeat the command that made it,"
                + " or name another folder.");
    }
}
