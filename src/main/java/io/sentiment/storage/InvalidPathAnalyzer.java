package io.sentiment.storage;

import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says which setting is no path for this system, before Spring Boot tells of its classes. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidPathAnalyzer extends AbstractFailureAnalyzer<InvalidPathException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidPathException cause) {
        @Nullable BindException binding = findCause(failure, BindException.class);
        String owner = binding == null ? "" : " of " + binding.getName();
        String fault = ProcessLocale.canEncode(cause.getInput())
                ? " is none: " + cause.getReason()
                : " has characters that " + ProcessLocale.advice();
        return new FailureAnalysis(
                "The path '" + cause.getInput() + "'" + owner + fault + ".",
                "Correct the path or the locale, see docs/settings.md.",
                cause);
    }
}
