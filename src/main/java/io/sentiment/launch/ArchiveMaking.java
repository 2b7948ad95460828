package io.sentiment.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Makes the class archive of a program that runs, for its next starts: a second process with the least priority starts the same
 * program, with no settings, in a folder of its own, and writes down its classes when it ends. It ends with this process. Of
 * several processes that would make it, one does.
 */
final class ArchiveMaking {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveMaking.class);

    private static final String LARGEST_HEAP = "-Xmx512m";
    private static final String MAKING = "making";
    private static final String UNFINISHED = ".unfinished";

    private final UnpackedJar jar;
    private final ClassArchive archive;
    private final List<String> rehearsal;

    ArchiveMaking(UnpackedJar jar, ClassArchive archive, List<String> rehearsal) {
        this.jar = jar;
        this.archive = archive;
        this.rehearsal = rehearsal;
    }

    /** Returns when the archive is there, or this process cannot make it. */
    void run() {
        try {
            jar.use();
            jar.removeEarlier();
            if (archive.file().isEmpty()) {
                makeUnlessAnotherDoes();
            }
        } catch (IOException e) {
            LOG.warn("The next start will be no faster than this one: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeUnlessAnotherDoes() throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(
                        jar.folder().resolve(MAKING), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null && archive.file().isEmpty()) {
                removeUnfinished();
                make();
            }
        }
    }

    /** What processes that were killed left. */
    private void removeUnfinished() throws IOException {
        try (Stream<Path> files = Files.list(jar.folder())) {
            for (Path file :
                    files.filter(path -> path.toString().contains(UNFINISHED)).toList()) {
                FileSystemUtils.deleteRecursively(file);
            }
        }
    }

    private void make() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(jar.folder(), UNFINISHED);
        try {
            Path written = folder.resolve("classes");
            Process process = process(folder, written).start();
            try {
                int exitCode = process.waitFor();
                if (exitCode == 0 && Files.isRegularFile(written)) {
                    archive.publish(written);
                    LOG.info("Wrote down the classes of the program: from now on it starts faster");
                } else {
                    LOG.warn(
                            "The next start will be no faster than this one: the rehearsal of it ended with status {}",
                            exitCode);
                }
            } finally {
                process.destroyForcibly();
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private ProcessBuilder process(Path folder, Path written) throws IOException {
        JavaCommand own = JavaCommand.ofThisProcess().orElseThrow(() -> new IOException("no jar was started"));
        List<String> words = new ArrayList<>(ChildProcess.priority(ChildProcess.IDLE));
        words.add(own.java().toString());
        words.addAll(ClassArchive.optionsToWrite(written, own.options()));
        words.add(LARGEST_HEAP);
        words.addAll(jar.libraryOptions());
        words.addAll(List.of("-jar", jar.program().toString()));
        words.addAll(rehearsal);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                // A pipe that nobody writes to: it ends with this process, and then the other one ends, too.
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // Settings of the service are in the environment, too, and not for it.
        ChildProcess.keepSecretsFrom(builder);
        return builder;
    }
}
