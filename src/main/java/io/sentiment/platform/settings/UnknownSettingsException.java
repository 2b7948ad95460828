package io.sentiment.platform.settings;

import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names under {@code sentiment.} that are no settings; the message is a sentence for each. */
final class UnknownSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownSettingsException(List<String> sentences) {
        super(String.join("\n", sentences));
    }

    /** Tells people which names they have misspelt; {@code spring.factories} names it. */
    static final class Analyzer extends AbstractFailureAnalyzer<UnknownSettingsException> {

        @Override
        protected FailureAnalysis analyze(Throwable failure, UnknownSettingsException cause) {
            return new FailureAnalysis(
                    cause.getMessage(), "Correct or remove each name. docs/settings.md lists all settings.", cause);
        }
    }
}
