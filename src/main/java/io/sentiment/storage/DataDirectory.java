package io.sentiment.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.FileSystemUtils;

/**
 * Where this process keeps its files. Immutable.
 *
 * @param dataDirectory Folder of the embedded database and of the local copies of model bundles; made when it is
 *     missing.
 */
@ConfigurationProperties("sentiment")
public record DataDirectory(@DefaultValue("./data") Path dataDirectory) {

    /**
     * The folder of that name inside, made when it is missing.
     *
     * @throws UnusableException if it cannot be made
     */
    public Path folder(String name) {
        Path folder = dataDirectory.resolve(name);
        try {
            return Files.createDirectories(folder).toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new UnusableException(folder, e);
        }
    }

    /**
     * An empty folder of that name inside, for what is of use only while the process lives: what an earlier process has
     * left there is deleted.
     *
     * @throws UnusableException if it cannot be made or emptied
     */
    public Path temporaryFolder(String name) {
        try {
            FileSystemUtils.deleteRecursively(dataDirectory.resolve(name));
        } catch (IOException e) {
            throw new UnusableException(dataDirectory.resolve(name), e);
        }
        return folder(name);
    }

    /** A data directory that cannot be made; the message is one sentence for its user. */
    public static final class UnusableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private UnusableException(Path folder, IOException cause) {
            super(
                    "The folder " + folder.toAbsolutePath().normalize()
                            + " cannot be made: name another one with sentiment.data-directory.",
                    cause);
        }
    }
}
