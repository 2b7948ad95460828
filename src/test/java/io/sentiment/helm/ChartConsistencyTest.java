package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The objects of one release fit each other: what Kubernetes accepts one by one may still not work together. */
class ChartConsistencyTest {

    private static final List<String> PROBES = List.of("startupProbe", "readinessProbe", "livenessProbe");

    @TempDir
    Path folder;

    static List<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void selectorsMatchTheLabelsOfPods(Path values) {
        List<Manifest> release = Chart.render(values);
        List<Map<String, Object>> pods = deployments(release)
                .flatMap(Manifest::pod)
                .map(pod -> pod.map("metadata", "labels"))
                .toList();
        List<Map<String, Object>> services = of(release, "Service")
                .map(service -> service.map("metadata", "labels"))
                .toList();

        for (Manifest deployment : deployments(release).toList()) {
            assertThat(deployment.map("spec", "template", "metadata", "labels"))
                    .containsAllEntriesOf(deployment.map("spec", "selector", "matchLabels"));
        }
        of(release, "Service")
                .forEach(service -> assertThat(pods)
                        .as(service.toString())
                        .anySatisfy(
                                labels -> assertThat(labels).containsAllEntriesOf(service.map("spec", "selector"))));
        of(release, "PodDisruptionBudget")
                .forEach(budget -> assertThat(pods)
                        .anySatisfy(labels -> assertThat(labels)
                                .containsAllEntriesOf(budget.map("spec", "selector", "matchLabels"))));
        of(release, "NetworkPolicy")
                .forEach(policy -> assertThat(pods)
                        .allSatisfy(labels -> assertThat(labels)
                                .containsAllEntriesOf(policy.map("spec", "podSelector", "matchLabels"))));
        of(release, "ServiceMonitor")
                .forEach(monitor -> assertThat(services)
                        .filteredOn(labels -> labels.entrySet()
                                .containsAll(monitor.map("spec", "selector", "matchLabels")
                                        .entrySet()))
                        .as("Services that are scraped: each pod once")
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void noTwoDeploymentsOrServicesShareTheirServerPods(Path values) {
        List<Manifest> deployments = deployments(Chart.render(values)).toList();

        assertThat(deployments.stream().map(deployment -> deployment.map("spec", "selector", "matchLabels")))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void portsThatAreNamedExist(Path values) {
        List<Manifest> release = Chart.render(values);
        Manifest server = server(release);
        Map<String, Object> ports = containerPorts(server);
        String configuration = configuration(release);

        assertThat(configuration)
                .contains("server:\n  port: " + ports.get("http") + "\n")
                .contains("management:\n  server:\n    port: " + ports.get("management") + "\n");
        for (Manifest pod : deployments(release).flatMap(Manifest::pod).toList()) {
            Manifest container = pod.container();
            for (String probe : PROBES) {
                assertThat(ports).containsKey(container.text(probe, "httpGet", "port"));
            }
        }
        of(release, "Service")
                .flatMap(service -> service.items("spec", "ports").stream())
                .forEach(port -> assertThat(ports).containsKey(port.text("targetPort")));
        Manifest service = named(release, "Service", server.name());
        assertThat(service.items("spec", "ports"))
                .anyMatch(port -> port.text("name").equals("http"));
        of(release, "HTTPRoute").forEach(route -> {
            Manifest backend =
                    route.items("spec", "rules").get(0).items("backendRefs").get(0);
            assertThat(backend.text("name")).isEqualTo(service.name());
            assertThat(service.items("spec", "ports"))
                    .anyMatch(port -> port.at("port").equals(backend.at("port")));
        });
        of(release, "Ingress")
                .forEach(ingress -> assertThat(ingress.text("spec", "rules"))
                        .contains("name=" + service.name(), "port={name=http}"));
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void whatIsReferredToIsMadeOrWasAskedFor(Path values) {
        List<Manifest> release = Chart.render(values);
        for (Manifest pod : release.stream().flatMap(Manifest::pod).toList()) {
            if (!pod.has("spec", "volumes")) {
                continue;
            }
            for (Manifest source : pod.items("spec", "volumes")) {
                if (source.has("configMap")) {
                    assertThat(named(release, "ConfigMap", source.text("configMap", "name"))
                                    .has("data", "application.yaml"))
                            .isTrue();
                }
                if (source.has("persistentVolumeClaim")) {
                    assertThat(of(release, "PersistentVolumeClaim").map(Manifest::name))
                            .contains(source.text("persistentVolumeClaim", "claimName"));
                }
            }
        }
        of(release, "Secret")
                .forEach(secret -> assertThat(
                                server(release).toString() + server(release).content())
                        .contains("secretKeyRef={name=" + secret.name() + ", key=admin-token}"));
        of(release, "HorizontalPodAutoscaler").forEach(autoscaler -> {
            assertThat(autoscaler.text("spec", "scaleTargetRef", "name"))
                    .isEqualTo(server(release).name());
            assertThat(server(release).has("spec", "replicas")).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyPodFitsTheRestrictedStandard(Path values) {
        for (Manifest pod : Chart.render(values).stream().flatMap(Manifest::pod).toList()) {
            assertThat(pod.map("spec", "securityContext"))
                    .containsEntry("runAsNonRoot", true)
                    .containsEntry("runAsUser", 10001)
                    .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
            assertThat(pod.at("spec", "automountServiceAccountToken")).isEqualTo(false);
            assertThat(pod.at("spec", "containers")).asInstanceOf(LIST).hasSize(1);
            assertThat(pod.container().at("securityContext"))
                    .isEqualTo(Map.of(
                            "allowPrivilegeEscalation",
                            false,
                            "readOnlyRootFilesystem",
                            true,
                            "capabilities",
                            Map.of("drop", List.of("ALL"))));
        }
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void aPodStopsAfterItsPauseAndItsDrain(Path values) {
        List<Manifest> release = Chart.render(values);
        for (Manifest pod : deployments(release).flatMap(Manifest::pod).toList()) {
            int pause = (Integer) pod.container().at("lifecycle", "preStop", "sleep", "seconds");
            String drain = configuration(release).replaceAll("(?s).*timeout-per-shutdown-phase: (\\d+)s\n.*", "$1");

            assertThat(pause).isPositive();
            assertThat((Integer) pod.at("spec", "terminationGracePeriodSeconds"))
                    .isGreaterThan(pause + Integer.parseInt(drain));
        }
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void onlyOnePodUsesAnEmbeddedDatabaseOrAGpuAtATime(Path values) {
        List<Manifest> release = Chart.render(values);
        for (Manifest deployment : deployments(release).toList()) {
            String container = deployment.pod().findFirst().orElseThrow().text("spec", "containers");
            boolean embedded = !container.contains("SPRING_DATASOURCE_URL");
            boolean gpu = container.contains("nvidia.com/");
            if (embedded || gpu) {
                assertThat(deployment.text("spec", "strategy", "type")).isEqualTo("Recreate");
            }
            if (embedded) {
                assertThat(deployment.at("spec", "replicas")).isEqualTo(1);
            }
            assertThat(container.contains("-cuda")).isEqualTo(gpu);
            assertThat(container.contains("/v2/health/ready")).isEqualTo(container.contains("value=serve"));
        }
    }

    /** Kubernetes refuses a pod whose request of a GPU, or of a part of one, is not its limit. */
    @Test
    void aPodGetsThePartOfAGpuThatIsNamedAndTheRuntimeForIt() {
        Manifest pod = deployments(Chart.render(Path.of("helm", "ci", "gpu-part-server.yaml")))
                .flatMap(Manifest::pod)
                .findFirst()
                .orElseThrow();

        assertThat(pod.text("spec", "runtimeClassName")).isEqualTo("nvidia");
        for (String amount : List.of("requests", "limits")) {
            assertThat(pod.container().map("resources", amount))
                    .containsEntry("nvidia.com/mig-1g.10gb", 1)
                    .doesNotContainKey("nvidia.com/gpu");
        }
    }

    @Test
    void aPodWithoutAGpuRunsOnTheRuntimeOfItsNode() {
        List<Manifest> release = Chart.renderYaml(folder, "server: {gpu: {runtimeClassName: nvidia}}");

        assertThat(deployments(release).flatMap(Manifest::pod))
                .isNotEmpty()
                .noneMatch(pod -> pod.has("spec", "runtimeClassName"));
    }

    private static Stream<Manifest> of(List<Manifest> release, String kind) {
        return release.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    private static Manifest named(List<Manifest> release, String kind, String name) {
        return of(release, kind)
                .filter(manifest -> manifest.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Manifest> deployments(List<Manifest> release) {
        return of(release, "Deployment");
    }

    private static Manifest server(List<Manifest> release) {
        return deployments(release)
                .filter(deployment -> !deployment.name().endsWith("-trainer"))
                .findFirst()
                .orElseThrow();
    }

    private static String configuration(List<Manifest> release) {
        return named(release, "ConfigMap", server(release).name()).text("data", "application.yaml");
    }

    private static Map<String, Object> containerPorts(Manifest deployment) {
        return deployment
                .pod()
                .flatMap(pod -> pod.container().items("ports").stream())
                .collect(Collectors.toMap(port -> port.text("name"), port -> port.at("containerPort")));
    }
}
