package io.sentiment.network.cuda;

/** The bound of device memory does not suffice for a network; the message is a sentence with both numbers. */
public final class DeviceMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeviceMemoryException(String message) {
        super(message);
    }
}
