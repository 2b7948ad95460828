package io.sentiment.training.web;

import java.util.Random;

/** Short reviews in which one word decides. */
public final class Reviews {

    private static final String[] POSITIVE = {"wonderful", "great", "lovely", "superb"};
    private static final String[] NEGATIVE = {"awful", "boring", "dreadful", "terrible"};
    private static final String[] NEUTRAL = {"the", "film", "plot", "was", "actor", "scene", "music", "story", "very"};

    private Reviews() {}

    /** A TSV file of different texts, half of them positive. */
    public static String tsv(int rows, long seed) {
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder("label\ttext\n");
        for (int row = 0; row < rows; row++) {
            boolean positive = row % 2 == 0;
            file.append(positive ? "1\t" : "0\t")
                    .append(text(random, positive, seed + "x" + row))
                    .append('\n');
        }
        return file.toString();
    }

    private static String text(Random random, boolean positive, String unique) {
        StringBuilder text = new StringBuilder();
        for (int word = 2 + random.nextInt(4); word > 0; word--) {
            text.append(NEUTRAL[random.nextInt(NEUTRAL.length)]).append(' ');
        }
        return text.append(unique)
                .append(' ')
                .append((positive ? POSITIVE : NEGATIVE)[random.nextInt(4)])
                .toString();
    }
}
