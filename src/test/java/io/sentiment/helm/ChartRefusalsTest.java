package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values stop the installation with a message that says what to change. */
class ChartRefusalsTest {

    private static final String POSTGRESQL =
            "database: {type: postgresql, postgresql: {host: db, existingSecret: db}}\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "server: {replicas: 2} | server.replicas is 2, but the embedded database is a file of one pod, and replicas would not see each other's models and jobs: set database.type to postgresql, or server.replicas to 1.",
                "server: {replicas: 0} | server.replicas is 0: give a whole number of at least 1.",
                "autoscaling: {enabled: true} | autoscaling.enabled makes several replicas, but the embedded database is a file of one pod: set database.type to postgresql, or autoscaling.enabled to false.",
                "trainer: {enabled: true} | trainer.enabled makes a second pod, but the embedded database is a file of one pod: set database.type to postgresql, or leave training to the server with trainer.enabled false.",
                "server: {resources: {limits: {memory: 1GB}}} | server.resources.limits.memory is '1GB': give whole mebibytes or gibibytes, such as 1536Mi or 2Gi.",
                "server: {resources: {limits: {memory: 512Mi}}} | server.resources.limits.memory is 512Mi: a server that also trains needs at least 1024Mi for its heap, its native arrays and the Java machine itself.",
                "server: {resources: {limits: {memory: 4Gi}}} | server.resources.requests.memory is 2Gi and server.resources.limits.memory is 4Gi: make them equal, because the Java machine is sized by the limit.",
                "service: {port: 70000} | service.port is 70000: a port is a whole number from 1 to 65535.",
                "service: {port: 8081} | service.port and service.managementPort are both 8081: give each its own.",
                "ports: {http: 80} | ports.http is 80, but the service runs without the privilege to open ports below 1024: leave it and set service.port.",
                "ports: {http: 8081} | ports.http and ports.management are both 8081: give each its own.",
                "database: {type: postgresql} | database.type is postgresql: set database.postgresql.host to the host name of the database.",
                "database: {type: postgresql, postgresql: {host: db}} | database.postgresql.existingSecret is '': name the Secret that holds the user name and password of the database, in lower-case letters, digits, '-' and '.'.",
                "security: {adminToken: {existingSecret: My Secret}} | security.adminToken.existingSecret is 'My Secret': name the Secret that holds the admin token, in lower-case letters, digits, '-' and '.'.",
                "security: {adminToken: {existingSecret: a, existingSecretKey: ''}} | security.adminToken.existingSecretKey is '': name the key of the token in the Secret a, in letters, digits, '-', '_' and '.'.",
                "security: {adminToken: {existingSecret: a, value: b}} | security.adminToken has both a value and an existingSecret: keep one of them.",
                "security: {adminToken: {value: short}} | security.adminToken.value has 5 characters: give at least 16 random ones, for example those of 'openssl rand -hex 32'.",
                "security: {tokens: [{name: a, role: client, sha256: abc}]} | security.tokens[0].sha256 is not a SHA-256 in 64 lower-case hexadecimal digits: make it with 'printf %s TOKEN ¦ sha256sum'.",
                "ingress: {enabled: true} | ingress.enabled needs at least one entry in ingress.hosts.",
                "httpRoute: {enabled: true} | httpRoute.enabled needs the Gateway in httpRoute.parentRefs.",
            })
    void isRefusedInOneSentence(String values, String sentence) {
        assertThatThrownBy(() -> Chart.renderYaml(folder, values))
                .hasMessageContaining(": " + sentence.replace('¦', '|') + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server: {replicas: 2} | Several pods would each print an admin token of their own: set security.adminToken.existingSecret, security.adminToken.value, or a token of the role admin in security.tokens.",
                "autoscaling: {enabled: true, minReplicas: 9} | autoscaling.minReplicas is 9 and autoscaling.maxReplicas is 6: the first must not be the larger one.",
                "autoscaling: {queueTime: {enabled: true}} | autoscaling.queueTime.enabled has no effect without autoscaling: set autoscaling.enabled too.",
                "trainer: {enabled: true, resources: {limits: {memory: 900Mi}}} | trainer.resources.limits.memory is 900Mi: a trainer needs at least 1024Mi for its heap, its native arrays and the Java machine itself.",
                "trainer: {enabled: true, replicas: -1} | trainer.replicas is -1: give a whole number of at least 1.",
            })
    void isRefusedInOneSentenceAlsoWithPostgresql(String values, String sentence) {
        String token = values.startsWith("server") ? "" : "security: {adminToken: {existingSecret: a}}\n";

        assertThatThrownBy(() -> Chart.renderYaml(folder, POSTGRESQL + token + values))
                .hasMessageContaining(": " + sentence + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "server: {replica: 1} | at '/server': additional properties 'replica' not allowed",
                "server: {replicas: two} | at '/server/replicas': got string, want integer",
                "image: {pullPolicy: Sometimes} | at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'",
                "image: {digest: latest} | at '/image/digest': 'latest' does not match pattern",
                "database: {type: mysql} | at '/database/type': value must be one of 'embedded', 'postgresql'",
                "persistence: {size: big} | at '/persistence/size': 'big' does not match pattern",
                "config: {deadline: soon} | at '/config/deadline': 'soon' does not match pattern",
                "config: {batching: {maxTexts: 0}} | at '/config/batching/maxTexts': minimum: got 0, want 1",
                "config: {inference: {precision: fp8}} | at '/config/inference/precision': value must be one of 'fp32', 'fp16', 'bf16', 'int8'",
                "config: {properties: {a: [1]}} | at '/config/properties/a': got array, want boolean or number or string",
                "server: {gpu: {resource: gpu}} | at '/server/gpu/resource': 'gpu' does not match pattern",
                "trainer: {gpu: {runtimeClassName: My Class}} | at '/trainer/gpu/runtimeClassName': 'My Class' does not match pattern",
                "shutdown: {drainSeconds: 0} | at '/shutdown/drainSeconds': minimum: got 0, want 1",
                "security: {tokens: [{name: a, role: root, sha256: b}]} | at '/security/tokens/0/role': value must be one of 'client', 'admin'",
                "security: {tokens: [{name: a}]} | at '/security/tokens/0': missing properties 'role', 'sha256'",
                "service: {type: Headless} | at '/service/type': value must be one of 'ClusterIP', 'NodePort', 'LoadBalancer'",
                "podDisruptionBudget: {maxUnavailable: 0} | at '/podDisruptionBudget/maxUnavailable': minimum: got 0, want 1",
                "autoscaling: {cpuUtilization: 0} | at '/autoscaling/cpuUtilization': minimum: got 0, want 1",
                "prometheusRule: {queueTimeSeconds: 0} | at '/prometheusRule/queueTimeSeconds': exclusiveMinimum: got 0, want 0",
            })
    void isRefusedBySchema(String values, String message) {
        assertThatThrownBy(() -> Chart.renderYaml(folder, values)).hasMessageContaining("- " + message);
    }

    /** So that no refusal above has another cause. */
    @Test
    void whatTheWrongValuesReplaceIsAccepted() {
        assertThatCode(() -> Chart.renderYaml(folder, "{}")).doesNotThrowAnyException();
        assertThatCode(() -> Chart.renderYaml(folder, POSTGRESQL)).doesNotThrowAnyException();
    }

    /** A misspelt name deep inside would be ignored without a word. */
    @Test
    void everyMappingOfTheValuesIsClosed() {
        Deque<String> path = new ArrayDeque<>();
        assertClosed(path, Chart.defaults());
    }

    private void assertClosed(Deque<String> path, Map<String, Object> values) {
        boolean free = values.isEmpty() || "labels".equals(path.peekLast());
        if (!free) {
            String yaml = String.join(": {", path) + (path.isEmpty() ? "" : ": {") + "unknownName: 1"
                    + "}".repeat(path.size());
            assertThatThrownBy(() -> Chart.renderYaml(folder, yaml))
                    .as(yaml)
                    .hasMessageContaining("additional properties 'unknownName' not allowed");
        }
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?>) {
                path.addLast(name);
                assertClosed(path, Chart.mapping(value));
                path.removeLast();
            }
        });
        assertThat(path).doesNotContain("unknownName");
    }
}
