package io.sentiment.storage;

import java.io.IOException;
import java.nio.file.Path;

/** A data directory that cannot be made; the message is one sentence for its user. */
public final class UnusableDataDirectoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableDataDirectoryException(Path folder, IOException cause) {
        super(
                "The folder " + folder.toAbsolutePath().normalize()
                        + " cannot be made: name another one with sentiment.data-directory.",
                cause);
    }
}
