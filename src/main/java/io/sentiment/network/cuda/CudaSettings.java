package io.sentiment.network.cuda;

import io.sentiment.network.Precision;

/**
 * How an engine computes.
 *
 * @param deviceBytes what its weights, tables and states may take of the memory of the GPU
 * @param cublas whether it multiplies with cuBLAS where the machine has it; its own kernel needs the driver alone
 * @param precision what embeddings, matrices and states are stored in: FP32, FP16 or BF16
 */
public record CudaSettings(long deviceBytes, boolean cublas, Precision precision) {

    /** @throws IllegalArgumentException if no GPU computes in that precision */
    public CudaSettings {
        Numbers.of(precision);
    }

    /** In single precision. */
    public CudaSettings(long deviceBytes, boolean cublas) {
        this(deviceBytes, cublas, Precision.FP32);
    }
}
