package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out of the chart for every values file is what Kubernetes accepts. */
class ChartRenderingTest {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    static List<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @Test
    void theChartPassesLint() {
        LintResult result = Chart.lint();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyObjectIsStrictlyOfItsType(Path values) {
        for (Manifest manifest : Chart.render(values)) {
            if (CustomResources.contain(manifest)) {
                CustomResources.check(manifest);
            } else {
                KubernetesTypes.check(manifest);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void namesAreLegalAndUnique(Path values) {
        List<Manifest> manifests = Chart.render(values);

        assertThat(manifests).allMatch(manifest -> NAME.matcher(manifest.name()).matches());
        assertThat(manifests.stream().map(Manifest::toString)).doesNotHaveDuplicates();
        for (Manifest manifest : manifests) {
            Map<String, Object> labels = manifest.map("metadata", "labels");
            assertThat(labels.values())
                    .as(manifest.toString())
                    .allSatisfy(label -> assertThat(label.toString()).hasSizeLessThanOrEqualTo(63));
        }
    }

    /** Otherwise a template could be wrong and no test would notice. */
    @Test
    void theValuesFilesRenderEveryKind() {
        var kinds = Chart.valuesFiles().stream()
                .flatMap(values -> Chart.render(values).stream())
                .map(Manifest::kind)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(kinds)
                .containsExactly(
                        "ConfigMap",
                        "Deployment",
                        "HTTPRoute",
                        "HorizontalPodAutoscaler",
                        "Ingress",
                        "NetworkPolicy",
                        "PersistentVolumeClaim",
                        "Pod",
                        "PodDisruptionBudget",
                        "PrometheusRule",
                        "Secret",
                        "Service",
                        "ServiceAccount",
                        "ServiceMonitor");
    }

    @Test
    void theChecksThemselvesNoticeAMisspeltFieldAndAWrongType() {
        Map<String, Object> misspelt = Map.of("type", "ClusterIP", "port", List.of());
        Map<String, Object> wrongType =
                Map.of("ports", List.of(Map.of("name", "http", "port", "eighty", "targetPort", "http")));

        assertThatThrownBy(() -> KubernetesTypes.check(service(misspelt)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`port`");
        assertThatThrownBy(() -> KubernetesTypes.check(service(wrongType)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Manifest service(Map<String, Object> spec) {
        return new Manifest(
                Map.of("apiVersion", "v1", "kind", "Service", "metadata", Map.of("name", "a"), "spec", spec));
    }
}
