package io.sentiment.network.cuda.training;

import java.nio.ByteBuffer;

/** Writes what changes from one update of the weights to the next: {@code Update} in {@code update.h}. */
record UpdateValues(CudaTrainingSettings settings, CudaBatch batch, TokenPlaces places) {

    /** Room for them, in words of four bytes. */
    static final int WORDS = 32;

    private static final double DRAWS = 0x1p53;

    void write(ByteBuffer to) {
        CudaTrainingSettings.Dropout dropout = settings.dropout();
        CudaBatch.Seeds seeds = batch.seeds();
        to.putLong(seeds.tokens()).putLong(bound(dropout.tokens()));
        to.putLong(seeds.columns()).putLong(bound(dropout.columns()));
        to.putLong(seeds.recurrent()).putLong(bound(dropout.recurrent()));
        to.putLong(seeds.inputs()).putLong(bound(dropout.inputs()));
        // Rounded to single precision where DL4J's native code rounds.
        float first = (float) settings.adam().firstDecay();
        float second = (float) settings.adam().secondDecay();
        float firstPower = (float) Math.pow(first, batch.update() + 1.0);
        float secondPower = (float) Math.pow(second, batch.update() + 1.0);
        float root = (float) Math.sqrt(1.0 - secondPower);
        to.putFloat((float) ((float) batch.rate() * root / (1.0 - firstPower)));
        to.putFloat(first).putFloat(1 - first);
        to.putFloat(second).putFloat(1 - second);
        to.putFloat((float) settings.adam().epsilon());
        to.putFloat((float) settings.averageDecay());
        to.putFloat((float) settings.gradientNorm());
        // Two passes add up their gradients.
        to.putFloat(settings.adversarial() > 0 ? 2f * batch.losses() : batch.losses());
        to.putFloat((float) settings.adversarial());
        to.putInt(batch.texts().size()).putInt(places.segments()).putInt(places.words());
    }

    /** A draw is dropped when it is below. */
    private static long bound(double share) {
        return (long) Math.ceil(share * DRAWS);
    }
}
