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
     * @throws UnusableDataDirectoryException if it cannot be made
     */
    public Path folder(String name) {
        Path folder = dataDirectory.resolve(name);
        try {
            return Files.createDirectories(folder).toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new UnusableDataDirectoryException(folder, e);
        }
    }

    /**
     * The same for what is of use only while the process lives: without what an earlier process has left there.
     *
     * @throws UnusableDataDirectoryException if it cannot be made or emptied
     */
    public Path temporaryFolder(String name) {
        try {
            FileSystemUtils.deleteRecursively(dataDirectory.resolve(name));
        } catch (IOException e) {
            throw new UnusableDataDirectoryException(dataDirectory.resolve(name), e);
        }
        return folder(name);
    }
}
