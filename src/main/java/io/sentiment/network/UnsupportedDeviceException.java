package io.sentiment.network;

/** This build can only compute on a GPU, and there is none that it can use; the message is one sentence. */
public final class UnsupportedDeviceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnsupportedDeviceException(String message) {
        super(message);
    }
}
