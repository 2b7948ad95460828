package io.sentiment.network.cuda.training;

import io.sentiment.network.Precision;

/**
 * How a GPU trains a network.
 *
 * @param rows of a batch at most
 * @param steps tokens of a row at most
 * @param precision of the products: fp32, or bf16 with weights, sums and moments in fp32
 * @param cublas whether it multiplies with cuBLAS where the machine has it
 * @param deviceBytes what the training may take of the memory of the GPU
 * @param adam as DL4J's updater is set
 * @param gradientNorm L2 norm to which the gradient of each layer is clipped
 * @param averageDecay share of itself that the moving average of the weights keeps at each update; 0 for none
 * @param dropout what is dropped
 * @param adversarial how far embeddings are moved to where the loss is higher; 0 for one clean pass
 * @param carriesStates whether a batch may begin with states of the batch before
 */
public record CudaTrainingSettings(
        int rows,
        int steps,
        Precision precision,
        boolean cublas,
        long deviceBytes,
        Adam adam,
        double gradientNorm,
        double averageDecay,
        Dropout dropout,
        double adversarial,
        boolean carriesStates) {

    /** Whether products read the weights in another form than Adam changes. */
    boolean copiesWeights() {
        return precision != Precision.FP32;
    }

    int valueBytes() {
        return precision == Precision.FP32 ? Float.BYTES : Short.BYTES;
    }

    /**
     * The constants of Adam (Kingma and Ba 2015).
     *
     * @param firstDecay β₁
     * @param secondDecay β₂
     */
    public record Adam(double firstDecay, double secondDecay, double epsilon) {}

    /**
     * Shares that are dropped.
     *
     * @param tokens of the words of a text, wherever they occur in it
     * @param columns of the embedding throughout a text
     * @param recurrent of the weights between the states throughout a batch
     * @param inputs of the inputs of each recurrent layer and the dense layer
     */
    public record Dropout(double tokens, double columns, double recurrent, double inputs) {}
}
