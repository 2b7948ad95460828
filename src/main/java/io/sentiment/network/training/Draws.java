package io.sentiment.network.training;

/**
 * Draws what is dropped by its index, so that a CPU and a GPU drop the same whatever their order: the number at an index is
 * what {@code new SplittableRandom(seed)} gives at that call (Steele et al. 2014, "Fast splittable pseudorandom number
 * generators"). {@code src/main/cuda/training/update.h} draws alike. Immutable.
 *
 * @param share that is dropped, in [0, 1)
 */
record Draws(long seed, double share) {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1p-53;

    /** 0 for what is dropped, and what raises the others so that their expected sum stays (Srivastava et al. 2014). */
    float scale(long index) {
        return uniform(seed, index) < share ? 0 : (float) (1 / (1 - share));
    }

    /** A number from 0 to below 1. */
    private static double uniform(long seed, long index) {
        long mixed = seed + (index + 1) * GOLDEN_GAMMA;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * UNIT;
    }
}
