package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What chart, image and guides set are properties of the service: with others it does not start, or ignores them. */
class ChartConfigurationTest {

    private final ConfigurationKeys keys = new ConfigurationKeys();

    ChartConfigurationTest() throws IOException {}

    static List<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyKeyOfTheConfigurationFileIsAProperty(Path values) throws Exception {
        List<Manifest> files = Chart.render(values).stream()
                .filter(manifest -> manifest.has("data", "application.yaml"))
                .toList();
        assertThat(files).hasSize(1);
        String text = files.get(0).text("data", "application.yaml");

        keys.assertHas("", Chart.mapping(Chart.parse(text).iterator().next()));
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyVariableOfAPodIsAProperty(Path values) {
        Set<String> names = new TreeSet<>();
        for (Manifest pod : Chart.render(values).stream()
                .filter(manifest -> manifest.kind().equals("Deployment"))
                .flatMap(Manifest::pod)
                .toList()) {
            for (Manifest variable : pod.container().items("env")) {
                names.add(variable.text("name"));
            }
        }
        names.removeIf(name -> !name.startsWith("SENTIMENT_") && !name.startsWith("SPRING_"));

        assertThat(names).contains("SENTIMENT_ROLES").isSubsetOf(keys.environmentNames());
    }

    @Test
    void everyVariableOfTheImageIsAProperty() throws Exception {
        List<String> names =
                new ArrayList<>(matches("export (SENTIMENT_[A-Z_]+)=", Path.of("docker", "entrypoint.sh")));
        names.addAll(matches("(SENTIMENT_[A-Z_]+)=", Path.of("Dockerfile")));

        assertThat(names)
                .contains("SENTIMENT_DATA_DIRECTORY", "SENTIMENT_TRAINING_MAX_HEAP")
                .isSubsetOf(keys.environmentNames());
    }

    @Test
    void everyPropertyInTheGuidesExists() throws Exception {
        List<Path> guides = new ArrayList<>(List.of(Path.of("README.md"), Chart.FOLDER.resolve("README.md")));
        try (Stream<Path> documents = Files.list(Path.of("docs"))) {
            documents.filter(path -> path.toString().endsWith(".md")).forEach(guides::add);
        }
        for (Path guide : guides) {
            assertThat(matches("`(SENTIMENT_[A-Z_]+)[`=]", guide)).isSubsetOf(keys.environmentNames());
            assertThat(matches("`((?:sentiment|spring|management|server)\\.[a-z.-]+[a-z])[`=]", guide))
                    .filteredOn(key -> !isValueOfChart(key))
                    .allMatch(key -> keys.has(key) || keys.hasBelow(key));
        }
    }

    @Test
    void aNameThatTheServiceDoesNotKnowIsFound() {
        assertThatThrownBy(() -> keys.assertHas("", Map.of("sentiment", Map.of("batching", Map.of("max-text", 1)))))
                .hasMessageContaining("sentiment.batching.max-text");
        assertThatThrownBy(() -> keys.assertHas(
                        "sentiment.security.",
                        Map.of("tokens", List.of(Map.of("name", "shop", "role", "client", "hash", "0")))))
                .hasMessageContaining("hash");
        assertThat(keys.environmentNames()).doesNotContain("SENTIMENT_ROLE");
    }

    /** Values of the chart begin with "server." too. */
    private static boolean isValueOfChart(String key) {
        Manifest values = new Manifest(Chart.defaults());
        return values.has(key.split("\\.", -1));
    }

    private static List<String> matches(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
