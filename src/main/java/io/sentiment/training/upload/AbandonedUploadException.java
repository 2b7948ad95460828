package io.sentiment.training.upload;

/** An upload whose rows have been removed, because for minutes nothing of it had arrived. */
public final class AbandonedUploadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AbandonedUploadException() {
        super("The upload came too slowly and was given up: send it again.");
    }
}
