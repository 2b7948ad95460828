package io.sentiment.platform.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words which security setting keeps the service from starting. */
final class UnusableSettingsAnalyzer extends AbstractFailureAnalyzer<UnusableSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnusableSettingsException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the setting. The command 'token' makes a token and prints the settings for it.",
                cause);
    }
}
