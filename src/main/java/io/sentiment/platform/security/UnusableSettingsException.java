package io.sentiment.platform.security;

/** The security settings are of no use; the message names the setting and what it must be. */
@SuppressWarnings("serial") // Never leaves the process.
public final class UnusableSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableSettingsException(String message) {
        super(message);
    }
}
