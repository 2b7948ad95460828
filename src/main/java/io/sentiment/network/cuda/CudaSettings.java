package io.sentiment.network.cuda;

/**
 * How an engine computes.
 *
 * @param deviceBytes what its weights, tables and states may take of the memory of the GPU
 * @param cublas whether it multiplies with cuBLAS where the machine has it; its own kernel needs the driver alone
 */
public record CudaSettings(long deviceBytes, boolean cublas) {}
