package io.sentiment.jar;

import io.sentiment.training.process.OrderFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folders of training processes that a service has begun with after this object was made. */
final class TrainingFolders {

    private final Path root;
    private final String lastCheckpoint;
    private final Set<Path> earlier;

    /**
     * @param data directory of the service
     * @param epochs of each training
     */
    TrainingFolders(Path data, int epochs) throws IOException {
        root = data.resolve("retrainings");
        lastCheckpoint = String.format(Locale.ROOT, "checkpoint-%05d", epochs);
        earlier = all().collect(Collectors.toSet());
    }

    /** Whether a training has come to that moment. */
    boolean reached(KillMoment moment) throws IOException {
        List<Path> folders = all().filter(folder -> !earlier.contains(folder)).toList();
        return folders.stream().map(OrderFolder::new).anyMatch(folder -> switch (moment) {
            case TRAINING -> has(folder, "order.json");
            case EVALUATION -> has(folder, lastCheckpoint) || Files.exists(folder.bundle());
            case PROMOTION -> has(folder, "result.json");
            case UPLOAD, SWAP -> false;
        });
    }

    private static boolean has(OrderFolder folder, String file) {
        return Files.exists(folder.path().resolve(file));
    }

    private Stream<Path> all() throws IOException {
        if (!Files.isDirectory(root)) {
            return Stream.empty();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.toList().stream();
        }
    }
}
