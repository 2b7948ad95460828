package io.sentiment.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart, rendered by Helm itself for a release {@code demo} in the namespace {@code shop}. */
final class Chart {

    static final Path FOLDER = Path.of("helm", "sentiment-service");
    static final String RELEASE = "demo";
    static final String NAMESPACE = "shop";

    /** The oldest that the chart allows. */
    private static final String KUBERNETES = "1.30.0";

    private static final Path CI = Path.of("helm", "ci");

    /** Helm leaves hooks out of what it renders; under another name, they are objects as all others. */
    private static final String HOOK = "helm.sh/hook";

    private static final Path WITHOUT_HOOKS = withoutHooks();

    private Chart() {}

    /** Every values file that we render: those of {@code helm/ci} and the one for production. */
    static List<Path> valuesFiles() {
        try (Stream<Path> files = Files.list(CI)) {
            return Stream.concat(files, Stream.of(FOLDER.resolve("values-production.yaml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    static List<Manifest> render(Path values) {
        String text = template().withValuesFile(values).call();
        List<Manifest> manifests = new ArrayList<>();
        for (Object document : parse(text)) {
            if (document != null) {
                manifests.add(new Manifest(mapping(document)));
            }
        }
        return manifests;
    }

    /** Renders values that are given as YAML, or throws with Helm's message. */
    static List<Manifest> renderYaml(Path folder, String yaml) {
        try {
            return render(Files.writeString(folder.resolve("values.yaml"), yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> defaults() {
        try {
            return mapping(parse(Files.readString(FOLDER.resolve("values.yaml")))
                    .iterator()
                    .next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML stream; a key that is given twice is an error. */
    static Iterable<Object> parse(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(strict)).loadAll(text);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> mapping(Object document) {
        return (Map<String, Object>) document;
    }

    private static TemplateCommand template() {
        return new Helm(WITHOUT_HOOKS)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES);
    }

    private static Path withoutHooks() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            Path copy = Files.createTempDirectory("chart");
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.writeString(target, Files.readString(file).replace(HOOK, "io.sentiment/hook"));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
