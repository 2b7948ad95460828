package io.sentiment.jar;

import java.util.Random;

/** What the service is about when it is killed, some random time after it has begun with that. */
enum KillMoment {
    /** A client sends rows. */
    UPLOAD(1_500),

    /** A training process starts, reads or learns. */
    TRAINING(8_000),

    /** The training process compares champion and challenger, and writes the bundle. */
    EVALUATION(400),

    /** The service stores the challenger and makes it champion. */
    PROMOTION(500),

    /** The service reads and warms the new champion, and lets it answer. */
    SWAP(800);

    private final int longestDelay;

    /** @param longestDelay in milliseconds, within which most such work is done */
    KillMoment(int longestDelay) {
        this.longestDelay = longestDelay;
    }

    /** In milliseconds. */
    int delay(Random random) {
        return random.nextInt(longestDelay);
    }
}
