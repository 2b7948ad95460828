package io.sentiment.network.cuda.driver;

/** A call of the driver or of cuBLAS that failed, or that this machine does not have; the message is a sentence. */
public final class CudaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CudaException(String message) {
        super(message);
    }
}
