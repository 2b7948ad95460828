package io.sentiment.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Labelled texts that a small network learns in seconds: a single word decides. */
public final class Reviews {

    private static final List<String> POSITIVE = List.of("wonderful", "great", "lovely", "superb");
    private static final List<String> NEGATIVE = List.of("awful", "boring", "dreadful", "terrible");
    private static final List<String> NEUTRAL =
            List.of("the", "film", "plot", "was", "actor", "scene", "and", "music", "story", "really", "a", "very");

    private Reviews() {}

    /** Writes a TSV file of {@code rows} different texts, half of them positive. */
    public static Path write(Path file, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("label\ttext\n");
        for (int row = 0; row < rows; row++) {
            List<String> deciding = row % 2 == 0 ? POSITIVE : NEGATIVE;
            text.append(row % 2 == 0 ? "positive" : "0").append('\t');
            int length = 3 + random.nextInt(8);
            for (int word = 0; word < length; word++) {
                text.append(NEUTRAL.get(random.nextInt(NEUTRAL.size()))).append(' ');
            }
            text.append(deciding.get(random.nextInt(deciding.size())))
                    .append(" no. ")
                    .append(word(row))
                    .append('\n');
        }
        return Files.writeString(file, text);
    }

    /** A word that makes the text of a row unlike all others. */
    private static String word(int row) {
        return Integer.toString(row, 26)
                .chars()
                .mapToObj(digit -> "" + (char) ('a' + Character.digit(digit, 26)))
                .reduce("", String::concat);
    }
}
