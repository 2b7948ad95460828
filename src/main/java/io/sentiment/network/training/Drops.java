package io.sentiment.network.training;

import java.util.SplittableRandom;

/** Scales that drop a share of values and raise the others, so that their expected sum stays (Srivastava et al. 2014). */
final class Drops {

    private Drops() {}

    static float scale(double share, SplittableRandom random) {
        return random.nextDouble() < share ? 0 : (float) (1 / (1 - share));
    }

    static float[] scales(int count, double share, SplittableRandom random) {
        float[] scales = new float[count];
        for (int index = 0; index < count; index++) {
            scales[index] = scale(share, random);
        }
        return scales;
    }
}
