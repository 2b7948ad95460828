package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A release that went from the embedded database to PostgreSQL and back. Helm itself installs and upgrades; the library
 * by which it does has no roll back, so that the rules of that are here.
 */
@SuppressWarnings("NullAway.Init")
class ChartRollbackTest {

    private static final String CLAIM = "demo-sentiment-service";
    private static final String EMBEDDED =
            "persistence: {storageClass: fast, size: 50Gi, accessMode: ReadWriteOncePod}\n";
    private static final String POSTGRESQL =
            "database: {type: postgresql, postgresql: {host: db, existingSecret: db}}\n";
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    @AutoClose
    private ClusterApi cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new ClusterApi();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POSTGRESQL,
                POSTGRESQL + EMBEDDED,
                POSTGRESQL + "persistence: {storageClass: other, size: 1Gi}\n",
                "persistence: {existingClaim: mine}\n",
                "persistence: {enabled: false}\n",
            })
    void aRevisionWithTheClaimCanBeRolledBackTo(String without) throws Exception {
        for (String with : List.of("{}\n", EMBEDDED)) {
            cluster.close();
            cluster = new ClusterApi();
            install(Chart.FOLDER, with);
            JsonNode made = claim();
            upgrade(Chart.FOLDER, without);
            assertThat(claim().path("spec")).isEqualTo(made.path("spec"));

            rollBack(1);

            assertThat(claim().path("spec")).isEqualTo(made.path("spec"));
            assertThat(claim().path("metadata").path("uid"))
                    .isEqualTo(made.path("metadata").path("uid"));
        }
    }

    @Test
    void soCanOneThatAnEarlierChartHasMadeWithTheSameValues() throws Exception {
        Path earlier = earlierChart();
        install(earlier, EMBEDDED);
        JsonNode made = claim();
        upgrade(Chart.FOLDER, EMBEDDED + POSTGRESQL);
        rollBack(1);
        assertThat(claim().path("spec")).isEqualTo(made.path("spec"));
    }

    @Test
    void theRuleThatARollBackFollowsIsBrokenByARevisionWithoutTheClaim() throws Exception {
        Path earlier = earlierChart();
        install(earlier, "{}\n");
        upgrade(earlier, POSTGRESQL);

        assertThatThrownBy(() -> rollBack(1))
                .hasMessage("original object PersistentVolumeClaim with the name \"" + CLAIM + "\" not found");

        upgrade(Chart.FOLDER, POSTGRESQL);
        rollBack(1);
        assertThat(cluster.find("PersistentVolumeClaim", CLAIM)).isPresent();
    }

    @Test
    void aClaimThatIsDeletedOrNobodysOwnIsNotInTheRelease() throws Exception {
        install(Chart.FOLDER, POSTGRESQL);
        assertThat(cluster.find("PersistentVolumeClaim", CLAIM)).isEmpty();
        upgrade(Chart.FOLDER, "{}\n");
        upgrade(Chart.FOLDER, POSTGRESQL);
        assertThat(manifest(revisions())).extracting(Manifest::kind).contains("PersistentVolumeClaim");

        cluster.delete("PersistentVolumeClaim", CLAIM);
        upgrade(Chart.FOLDER, POSTGRESQL);
        assertThat(manifest(revisions())).extracting(Manifest::kind).doesNotContain("PersistentVolumeClaim");

        upgrade(Chart.FOLDER, "{}\n");
        cluster.patch(
                "PersistentVolumeClaim",
                CLAIM,
                JSON.readTree("{\"metadata\": {\"annotations\": {\"meta.helm.sh/release-name\": \"another\"}}}"));
        upgrade(Chart.FOLDER, POSTGRESQL);
        assertThat(manifest(revisions())).extracting(Manifest::kind).doesNotContain("PersistentVolumeClaim");
    }

    private JsonNode claim() {
        return cluster.find("PersistentVolumeClaim", CLAIM).orElseThrow();
    }

    private void install(Path chart, String values) throws IOException {
        new Helm(chart)
                .install()
                .withName(Chart.RELEASE)
                .withNamespace(Chart.NAMESPACE)
                .withValuesFile(write(values))
                .disableOpenApiValidation()
                .withKubeConfigContents(cluster.kubeConfig())
                .call();
    }

    private void upgrade(Path chart, String values) throws IOException {
        new Helm(chart)
                .upgrade()
                .withName(Chart.RELEASE)
                .withNamespace(Chart.NAMESPACE)
                .withValuesFile(write(values))
                .resetValues()
                .disableOpenApiValidation()
                .withKubeConfigContents(cluster.kubeConfig())
                .call();
    }

    private Path write(String values) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "values", ".yaml"), values);
    }

    /** The chart, but its claim is in those revisions alone that use it, and tells nothing of itself. */
    private Path earlierChart() throws IOException {
        Path earlier = folder.resolve("earlier");
        FileSystemUtils.copyRecursively(Chart.FOLDER, earlier);
        Path claim = earlier.resolve("templates/_claim.tpl");
        Files.writeString(claim, Files.readString(claim).replace("else if .Release.IsUpgrade", "else if false"));
        Path template = earlier.resolve("templates/pvc.yaml");
        Files.writeString(template, Files.readString(template).replaceAll("(?m)^ +sentiment-service/spec:.*$", ""));
        return earlier;
    }

    /**
     * As Helm does: an object of the earlier revision that is in the cluster must be one of the present revision too,
     * and is patched by what differs between these two and between the earlier one and the cluster.
     */
    private void rollBack(int revision) throws IOException {
        List<Manifest> present = manifest(revisions());
        for (Manifest target : manifest(revision)) {
            if (cluster.find(target.kind(), target.name()).isEmpty()) {
                continue; // It is made anew.
            }
            Manifest original = present.stream()
                    .filter(object ->
                            object.kind().equals(target.kind()) && object.name().equals(target.name()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "original object " + target.kind() + " with the name \"" + target.name() + "\" not found"));
            ObjectNode patch = JSON.valueToTree(target.content());
            addRemovals(patch, JSON.valueToTree(original.content()));
            cluster.patch(target.kind(), target.name(), patch);
        }
    }

    private static void addRemovals(ObjectNode patch, ObjectNode original) {
        original.propertyStream().forEach(field -> {
            JsonNode wanted = patch.get(field.getKey());
            if (wanted == null) {
                patch.putNull(field.getKey());
            } else if (wanted instanceof ObjectNode below && field.getValue() instanceof ObjectNode before) {
                addRemovals(below, before);
            }
        });
    }

    private int revisions() {
        int revision = 0;
        while (cluster.find("Secret", secret(revision + 1)).isPresent()) {
            revision++;
        }
        return revision;
    }

    /** The objects of a revision, as Helm has stored them: JSON that is compressed and, twice, in Base64. */
    private List<Manifest> manifest(int revision) throws IOException {
        String release = cluster.find("Secret", secret(revision))
                .orElseThrow()
                .path("data")
                .path("release")
                .asString();
        byte[] packed =
                Base64.getDecoder().decode(new String(Base64.getDecoder().decode(release), StandardCharsets.US_ASCII));
        try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            List<Manifest> manifests = new ArrayList<>();
            for (Object document :
                    Chart.parse(JSON.readTree(json).path("manifest").asString())) {
                if (document instanceof Map<?, ?>) {
                    manifests.add(new Manifest(Chart.mapping(document)));
                }
            }
            return manifests;
        }
    }

    private static String secret(int revision) {
        return "sh.helm.release.v1." + Chart.RELEASE + ".v" + revision;
    }
}
