package io.sentiment.training.process;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.training.gate.GateSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Orders on texts that a small network learns in seconds: a single word decides. */
final class SmallOrder {

    static final Architecture ARCHITECTURE = new Architecture(200, 8, Cell.LSTM, 8, 1, false, 16, 0.1);
    static final TrainingSettings SETTINGS = new TrainingSettings(4, 16, 0.02, 1, 4, 3);

    private static final List<String> POSITIVE = List.of("wonderful", "great", "lovely", "superb");
    private static final List<String> NEGATIVE = List.of("awful", "boring", "dreadful", "terrible");
    private static final List<String> NEUTRAL =
            List.of("the", "film", "plot", "was", "actor", "scene", "and", "music", "story", "really", "a", "very");

    private SmallOrder() {}

    /** Version 2 of {@code tiny}, on 300 rows, with two held-out sets of 60 rows. */
    static TrainingOrder order(TrainingOrder.Start start, TrainingSettings settings) {
        return new TrainingOrder(
                "tiny",
                2,
                List.of("en"),
                start,
                1,
                settings,
                List.of("upload", "reference"),
                GateSettings.DEFAULT,
                "Trained by a test.");
    }

    /** Writes order and rows, without a champion. */
    static OrderFolder write(Path path, TrainingOrder order) throws IOException {
        OrderFolder folder = new OrderFolder(path);
        folder.writeOrder(order);
        rows(folder.training(), 300, 1, "");
        rows(folder.development(), 60, 2, "");
        rows(folder.heldOut("upload"), 60, 3, "");
        rows(folder.heldOut("reference"), 60, 4, "");
        return folder;
    }

    /** Half of the rows are positive; each text ends with {@code ending}. */
    static void rows(Path file, int rows, long seed, String ending) throws IOException {
        rows(file, rows, seed, ending, ending);
    }

    /** The same, but the first text ends with {@code firstEnding}. */
    static void rows(Path file, int rows, long seed, String ending, String firstEnding) throws IOException {
        Random random = new Random(seed);
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int row = 0; row < rows; row++) {
                StringBuilder text = new StringBuilder();
                int length = 2 + random.nextInt(8);
                for (int word = 0; word < length; word++) {
                    text.append(any(NEUTRAL, random)).append(' ');
                }
                text.append(any(row % 2 == 0 ? POSITIVE : NEGATIVE, random)).append(row == 0 ? firstEnding : ending);
                String line =
                        JsonMapper.shared().writeValueAsString(Map.of("label", 1 - row % 2, "text", text.toString()));
                stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String any(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
