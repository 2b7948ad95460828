package io.sentiment.benchmark;

import java.util.Random;

/** How long film reviews are: the training texts of the Large Movie Review Dataset (Maas et al. 2011), in tokens. */
final class ReviewLengths {

    /** Every twentieth of the distribution, from the shortest to the longest review. */
    private static final int[] QUANTILES = {
        1, 75, 105, 127, 138, 146, 155, 164, 175, 188, 201, 218, 238, 262, 291, 327, 374, 436, 528, 690, 2739
    };

    private ReviewLengths() {}

    /** A length of that distribution, at least 1. */
    static int draw(Random random) {
        double position = random.nextDouble() * (QUANTILES.length - 1);
        int below = (int) position;
        double share = position - below;
        return (int) Math.round(QUANTILES[below] + share * (QUANTILES[below + 1] - QUANTILES[below]));
    }
}
