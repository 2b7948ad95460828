package io.sentiment.cli.evaluate;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The models that a command compares. */
final class BundleChoices {

    @Option(names = "--model", paramLabel = "NAME", arity = "1..*", description = "Models that this program ships.")
    private List<String> models = List.of();

    @Option(names = "--bundle", paramLabel = "DIR", arity = "1..*", description = "Bundles: folders or zips.")
    private List<Path> bundles = List.of();

    /** The bundles by a name that no other of them has, in the order of the command line. */
    Map<String, ModelBundle> open() throws IOException {
        if (models.isEmpty() && bundles.isEmpty()) {
            throw new InvalidInputException("Name models with --model or bundles with --bundle.");
        }
        List<ModelBundle> opened = new ArrayList<>();
        if (!models.isEmpty()) {
            LoadedModels shipped = LoadedModels.shipped();
            models.forEach(model -> opened.add(shipped.newest(model)));
        }
        bundles.forEach(bundle -> opened.add(ModelBundle.open(bundle)));
        Map<String, ModelBundle> named = new LinkedHashMap<>();
        opened.forEach(bundle -> named.put(name(bundle, opened), bundle));
        return named;
    }

    private static String name(ModelBundle bundle, List<ModelBundle> all) {
        ModelVersion version = bundle.version();
        if (all.stream()
                .allMatch(other -> other == bundle || !other.version().model().equals(version.model()))) {
            return version.model();
        }
        String numbered = version.model() + " " + version.version();
        return all.stream()
                        .allMatch(other -> other == bundle || !other.version().equals(version))
                ? numbered
                : numbered + " (" + bundle + ")";
    }
}
