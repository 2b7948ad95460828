package io.sentiment.network.pretraining;

/** The logistic function from a table, as exact as stochastic gradients need it. */
final class LogisticTable {

    private static final float LIMIT = 8;
    private static final int ENTRIES_PER_UNIT = 256;
    private static final float[] VALUES = new float[(int) (2 * LIMIT * ENTRIES_PER_UNIT) + 1];

    static {
        for (int index = 0; index < VALUES.length; index++) {
            VALUES[index] = (float) (1 / (1 + Math.exp(LIMIT - (double) index / ENTRIES_PER_UNIT)));
        }
    }

    private LogisticTable() {}

    /** 1 / (1 + exp(-x)), off by less than 0.001. */
    static float of(float x) {
        float bounded = Math.max(-LIMIT, Math.min(LIMIT, x));
        return VALUES[(int) ((bounded + LIMIT) * ENTRIES_PER_UNIT)];
    }
}
