package io.sentiment.network.pretraining;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * A learning rate that falls linearly to 0; DL4J's own {@code PolySchedule} rises instead. Immutable.
 *
 * @param initial rate of the first update
 * @param updates after which it is 0
 */
record FallingRate(double initial, int updates) implements ISchedule {

    @Override
    public double valueAt(int iteration, int epoch) {
        return initial * Math.max(0, 1 - iteration / (double) updates);
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // immutable
    public ISchedule clone() {
        return this;
    }
}
