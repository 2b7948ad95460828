package io.sentiment.prediction;

import io.sentiment.model.LoadedModels.DuplicateVersionException;
import io.sentiment.model.LoadedModels.NoBundlesException;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.network.dl4j.ComputeDevice.UnsupportedDeviceException;
import io.sentiment.network.engines.EngineSelection.UnavailableEngineException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in plain words why the service does not start with its models. */
final class ModelsFailureAnalyzer implements FailureAnalyzer {

    private static final Set<Class<? extends Throwable>> KNOWN = Set.of(
            UnreadableBundleException.class,
            NoBundlesException.class,
            DuplicateVersionException.class,
            UnknownModelException.class,
            UnsupportedDeviceException.class,
            UnavailableEngineException.class);

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (KNOWN.contains(cause.getClass())) {
                return new FailureAnalysis(
                        cause.getMessage(),
                        "Correct the setting or the bundle that is named, see docs/settings.md.",
                        cause);
            }
        }
        return null;
    }
}
