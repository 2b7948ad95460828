package io.sentiment.network.training;

import java.util.SplittableRandom;

/**
 * From what an update draws: the words that it reads as unknown ones, what it drops of words, columns of the embedding,
 * weights between states and inputs of layers, to which side it moves texts, and texts without labels. It follows only from
 * the number of the update, so that an interrupted training goes on as if it had not been. Immutable.
 */
record UpdateSeeds(long unknown, long words, long columns, long recurrent, long inputs, long sides, long unlabelled) {

    /** Any odd number that keeps the sequences of two updates apart. */
    private static final long SEEDS_APART = 0x632be59bd9b4e019L;

    /** @param seed of the training */
    static UpdateSeeds of(long seed, int update) {
        SplittableRandom random = new SplittableRandom(seed + update * SEEDS_APART);
        return new UpdateSeeds(
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong());
    }
}
