package io.sentiment.training.checkpoint;

import io.sentiment.network.pretraining.Pretraining;
import io.sentiment.network.training.StateKeeper;
import io.sentiment.network.training.TrainingState;
import io.sentiment.storage.AtomicFile;
import io.sentiment.storage.Checksum;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a training after each of its last two epochs, a file each: the checksum of order and data, the seconds
 * so far, the state, and the SHA-256 of all that. A damaged file, or one of another order, is passed over. For one thread.
 */
public final class CheckpointFolder implements StateKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final String PREFIX = "checkpoint-";
    private static final int KEPT = 2;
    private static final int CHECKSUM_CHARACTERS = 64;

    private static final String RUN = "run-";

    private final Path folder;
    private final String basis;
    private final Stopwatch stopwatch;

    /**
     * The checkpoints of a training in a folder that is there; its time begins now.
     *
     * @param basis checksum of what the state depends on, as 64 hexadecimal digits
     */
    public CheckpointFolder(Path folder, String basis) {
        this(folder, basis, new Stopwatch());
    }

    private CheckpointFolder(Path folder, String basis, Stopwatch stopwatch) {
        this.folder = folder;
        this.basis = basis;
        this.stopwatch = stopwatch;
    }

    /**
     * The checkpoints of a training in a folder, which is made if it is not there.
     *
     * @param basis checksum of settings and data, as 64 hexadecimal digits
     * @throws ForeignCheckpointException if all checkpoints in the folder are of other settings or data
     * @throws IOException if the folder cannot be made or read
     */
    public static CheckpointFolder open(Path folder, String basis) throws IOException {
        Files.createDirectories(folder);
        CheckpointFolder checkpoints = new CheckpointFolder(folder, basis);
        boolean foreign = false;
        for (Path file : newestFirst(folder)) {
            if (checkpoints.isOurs(file)) {
                return checkpoints;
            }
            foreign |= isWhole(file);
        }
        if (foreign) {
            throw new ForeignCheckpointException(folder);
        }
        return checkpoints;
    }

    /** What the stages of a pre-training before the first epoch gave, in the same folder. */
    public Pretraining.Results stages() {
        return new StageFolder(folder, basis);
    }

    /**
     * The checkpoints of one of several runs of the training, whose time is that of the training: in this folder those of the
     * first, in folders in it those of the others.
     *
     * @param run from 1
     * @throws UncheckedIOException if the folder cannot be made
     */
    public CheckpointFolder ofRun(int run) {
        if (run == 1) {
            return this;
        }
        try {
            return new CheckpointFolder(Files.createDirectories(folder.resolve(RUN + run)), basis, stopwatch);
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoints of a run cannot be stored: " + e.getMessage(), e);
        }
    }

    /** How long the training has taken, over all processes that worked on it. */
    public Stopwatch stopwatch() {
        return stopwatch;
    }

    @Override
    public void restore(TrainingState state) throws IOException {
        for (Path file : newestFirst(folder)) {
            if (isWhole(file) && readIfOurs(file, state)) {
                return;
            }
            LOG.warn("The checkpoint {} is damaged or belongs to another order, and is passed over.", file);
            Files.delete(file);
        }
    }

    @Override
    public void store(TrainingState state) throws IOException {
        Path file = folder.resolve(
                String.format(Locale.ROOT, "%s%05d", PREFIX, state.epochs().size()));
        AtomicFile.write(file, stream -> write(state, stream));
        List<Path> files = newestFirst(folder);
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.delete(old);
        }
    }

    /**
     * Deletes all checkpoints and results of stages, for when their training is done.
     *
     * @throws IOException if a file cannot be deleted
     */
    public void delete() throws IOException {
        new StageFolder(folder, basis).delete();
        for (Path file : newestFirst(folder)) {
            Files.delete(file);
        }
        for (Path run : runs()) {
            for (Path file : newestFirst(run)) {
                if (isOurs(file)) {
                    Files.delete(file);
                }
            }
            deleteUnlessNeeded(run);
        }
    }

    private static void deleteUnlessNeeded(Path run) throws IOException {
        try {
            Files.delete(run);
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} is kept, because others have files there.", run);
        }
    }

    private List<Path> runs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isDirectory(file)
                            && file.getFileName().toString().startsWith(RUN))
                    .toList();
        }
    }

    private void write(TrainingState state, OutputStream stream) throws IOException {
        Checksum checksum = new Checksum();
        DataOutputStream data = new DataOutputStream(checksum.of(stream));
        data.writeBytes(basis);
        data.writeDouble(stopwatch.seconds());
        state.write(data);
        data.flush();
        stream.write(checksum.hex().getBytes(StandardCharsets.US_ASCII));
    }

    private boolean readIfOurs(Path file, TrainingState state) throws IOException {
        try (DataInputStream data = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (!isOurs(data)) {
                return false;
            }
            stopwatch.goOnFrom(data.readDouble());
            state.read(data);
            return true;
        }
    }

    private boolean isOurs(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return isOurs(stream);
        }
    }

    private boolean isOurs(InputStream stream) throws IOException {
        return ascii(stream, basis.length()).equals(basis);
    }

    private static boolean isWhole(Path file) throws IOException {
        long length = Files.size(file) - CHECKSUM_CHARACTERS;
        if (length < 0) {
            return false;
        }
        Checksum checksum = new Checksum();
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            InputStream content = checksum.of(stream);
            byte[] buffer = new byte[1 << 16];
            for (long left = length; left > 0; ) {
                int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    return false;
                }
                left -= count;
            }
            return ascii(stream, CHECKSUM_CHARACTERS).equals(checksum.hex());
        }
    }

    private static String ascii(InputStream stream, int length) throws IOException {
        return new String(stream.readNBytes(length), StandardCharsets.US_ASCII);
    }

    /** The file with the state after the last epoch that was stored in a folder, if any was. */
    public static Optional<Path> newest(Path folder) throws IOException {
        return newestFirst(folder).stream().findFirst();
    }

    private static List<Path> newestFirst(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isCheckpoint(file.getFileName().toString()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static boolean isCheckpoint(String name) {
        return name.startsWith(PREFIX) && !name.endsWith(AtomicFile.UNFINISHED);
    }
}
