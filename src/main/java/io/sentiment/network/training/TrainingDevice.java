package io.sentiment.network.training;

import io.sentiment.network.Precision;
import io.sentiment.network.engines.Gpu;
import org.jspecify.annotations.Nullable;

/**
 * What computes a training. Immutable.
 *
 * @param gpu of NVIDIA, or null for the CPU
 * @param precision of the products on a GPU
 */
public record TrainingDevice(@Nullable Gpu gpu, Precision precision) {

    /** The CPU, or the device on which ND4J computes. */
    public static final TrainingDevice CPU = new TrainingDevice(null, Precision.FP32);
}
