package io.sentiment.training.upload;

/** A setting of a retraining that is out of its range; the message is one sentence for whoever chose it. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    InvalidSettingException(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /** Its name. */
    public String setting() {
        return setting;
    }
}
