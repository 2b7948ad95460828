package io.sentiment.network.cuda.driver;

/** A call of the driver or of cuBLAS that failed, or that this machine does not have; the message is a sentence. */
public final class CudaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean outOfMemory;

    CudaException(String message) {
        this(message, false);
    }

    CudaException(String message, boolean outOfMemory) {
        super(message);
        this.outOfMemory = outOfMemory;
    }

    /** What a part of an owner failed with when it was to be released. */
    public static CudaException notReleased(IllegalStateException failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        CudaException exception = new CudaException("The GPU did not release all: " + first.getMessage());
        exception.initCause(failure);
        return exception;
    }

    /** Whether the device has too little memory left, and nothing else is wrong with it. */
    public boolean isOutOfMemory() {
        return outOfMemory;
    }
}
