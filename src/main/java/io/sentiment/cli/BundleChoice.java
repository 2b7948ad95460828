package io.sentiment.cli;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model that a command works on. */
final class BundleChoice {

    @Option(names = "--model", paramLabel = "NAME", description = "A model that this program ships.")
    private @Nullable String model;

    @Option(names = "--bundle", paramLabel = "DIR", description = "A bundle: a folder or a zip.")
    private @Nullable Path bundle;

    ModelBundle open() throws IOException {
        if (bundle != null) {
            return ModelBundle.open(bundle);
        }
        if (model != null) {
            return LoadedModels.shipped().newest(model);
        }
        throw new InvalidInputException("Name a model with --model or a bundle with --bundle.");
    }
}
