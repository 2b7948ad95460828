package io.sentiment.training.job;

import io.sentiment.storage.DataDirectory;
import io.sentiment.training.process.OrderFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The folders in which training processes of this machine work: a new one for each turn, because a process of an earlier
 * turn may still be about to end. Thread-safe.
 */
final class JobFolders {

    private static final String TURN = ".turn-";

    private final Path root;

    JobFolders(DataDirectory data) {
        this.root = data.folder("retrainings");
    }

    /** An empty folder; those of earlier turns of that job are deleted. */
    OrderFolder begin(String job) throws IOException {
        delete(job::equals);
        return new OrderFolder(Files.createTempDirectory(root, job + TURN));
    }

    /** Deletes one folder with all that is in it. */
    void end(OrderFolder folder) throws IOException {
        FileSystemUtils.deleteRecursively(folder.path());
    }

    /** Deletes the folders of the jobs that have ended. */
    void delete(Predicate<String> ended) throws IOException {
        List<Path> folders;
        try (Stream<Path> entries = Files.list(root)) {
            folders = entries.toList();
        }
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            int end = name.indexOf(TURN);
            if (end > 0 && ended.test(name.substring(0, end))) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }
}
