package io.sentiment.network.training;

/** A training whose loss is no longer a finite number. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DivergedException(int epoch, double learningRate) {
        super("Training diverged in epoch " + epoch + ": try a lower learning rate than " + learningRate + ".");
    }
}
