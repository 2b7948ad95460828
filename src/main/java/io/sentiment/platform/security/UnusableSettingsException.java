package io.sentiment.platform.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The security settings are of no use; the message names the setting and what it must be. */
@SuppressWarnings("serial") // Never leaves the process.
public final class UnusableSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableSettingsException(String message) {
        super(message);
    }

    /** Says in plain words which security setting keeps the service from starting; {@code spring.factories} names it. */
    static final class Analyzer extends AbstractFailureAnalyzer<UnusableSettingsException> {

        @Override
        protected FailureAnalysis analyze(Throwable failure, UnusableSettingsException cause) {
            return new FailureAnalysis(
                    cause.getMessage(),
                    "Correct the setting. The command 'token' makes a token and prints the settings for it.",
                    cause);
        }
    }
}
