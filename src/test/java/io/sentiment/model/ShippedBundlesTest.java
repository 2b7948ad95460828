package io.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.SmallModel;
import io.sentiment.model.bundle.Tampering;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@Timeout(60)
class ShippedBundlesTest {

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    private final Stores stores;

    ShippedBundlesTest(DatabaseKind kind) {
        database = kind.create();
        stores = new Stores(database);
    }

    @BeforeEach
    void ship() throws IOException {
        SmallModel.write(folder.resolve("reviews"), "reviews", 1);
    }

    @Test
    void theFirstStartStoresWhatIsShippedAndMakesItChampion() throws IOException {
        SmallModel.write(folder.resolve("tweets"), "tweets", 5);

        start();

        assertThat(numbers("reviews")).containsExactly(1);
        assertThat(numbers("tweets")).containsExactly(5);
        assertThat(stores.champions.all())
                .extracting(Champion::modelVersion)
                .containsExactly(new ModelVersion("reviews", 1), new ModelVersion("tweets", 5));
    }

    @Test
    void anotherStartStoresNothing() throws IOException {
        start();
        start();

        assertThat(numbers("reviews")).containsExactly(1);
        assertThat(stores.audit.entries(Long.MAX_VALUE, 10)).hasSize(2);
    }

    @Test
    void aChangedBundleBecomesTheNextVersionAndTheChampion() throws IOException {
        start();
        change();
        start();

        assertThat(numbers("reviews")).containsExactly(1, 2);
        assertThat(champion()).isEqualTo(2);
    }

    @Test
    void aChangedBundleDoesNotDeposeWhatWasNotShipped() throws IOException {
        start();
        stores.versions.add(ModelBundle.open(folder.resolve("reviews")), Origin.RETRAINED, "me");
        stores.champions.promote("reviews", 2, "me", "");
        change();
        start();

        assertThat(numbers("reviews")).containsExactly(1, 2, 3);
        assertThat(champion()).isEqualTo(2);
    }

    @Test
    void aShippedVersionThatWasDeletedStaysSo() throws IOException {
        start();
        stores.versions.add(ModelBundle.open(folder.resolve("reviews")), Origin.RETRAINED, "me");
        stores.champions.promote("reviews", 2, "me", "");
        stores.versions.delete("reviews", 1, "me");
        start();

        assertThat(numbers("reviews")).containsExactly(2);
    }

    /** Its bytes are in the database since then. */
    @Test
    void aBundleThatIsStoredIsNotReadAgain() throws IOException {
        start();
        Files.writeString(folder.resolve("reviews/network.zip"), "damaged");

        start();

        assertThat(numbers("reviews")).containsExactly(1);
        SmallModel.write(folder.resolve("tweets"), "tweets", 1);
        assertThatThrownBy(this::start).isInstanceOf(UnreadableBundleException.class);
    }

    @Test
    void replicasThatStartAtOnceStoreABundleOnce() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(4);
        ExecutorService replicas = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> starts = Stream.generate(() -> replicas.submit(() -> {
                    LoadedModels shipped = LoadedModels.in(folder);
                    barrier.await();
                    stores.shipped.store(shipped);
                    return true;
                }))
                .limit(4)
                .toList();
        for (Future<Boolean> start : starts) {
            assertThat(start.get()).isTrue();
        }
        replicas.shutdown();

        assertThat(numbers("reviews")).containsExactly(1);
        assertThat(champion()).isEqualTo(1);
    }

    private void start() throws IOException {
        stores.shipped.store(folder);
    }

    private void change() throws IOException {
        Tampering.replace(folder.resolve("reviews"), "README.md", "A better model.".getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(folder.resolve("reviews/README.md"))).startsWith("A better");
    }

    private int champion() {
        return stores.champions.find("reviews").orElseThrow().version();
    }

    private List<Integer> numbers(String model) {
        return stores.versions.versions(model).stream()
                .map(stored -> stored.version().version())
                .toList();
    }
}
