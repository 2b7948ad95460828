package io.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.VersionStore.VersionInUseException;
import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.SmallModel;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.storage.DataDirectory;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@Timeout(60)
class VersionStoreTest {

    private static final int WRITERS = 8;

    @TempDir
    Path temporary;

    @AutoClose
    private final TestDatabase database;

    private final Stores stores;

    VersionStoreTest(DatabaseKind kind) {
        database = kind.create();
        stores = new Stores(database);
    }

    @Test
    void aVersionKeepsTheNumberOfItsManifestWhereThatIsFree() throws IOException {
        assertThat(add("reviews", 3)).isEqualTo(3);
        assertThat(add("reviews", 7)).isEqualTo(7);
        assertThat(add("tweets", 1)).isEqualTo(1);
    }

    @Test
    void aNumberThatWasGivenIsNotGivenAgain() throws IOException {
        assertThat(add("reviews", 1)).isEqualTo(1);
        assertThat(add("reviews", 1)).isEqualTo(2);
        stores.versions.delete("reviews", 2, "me");

        assertThat(add("reviews", 1)).isEqualTo(3);
        assertThat(numbers("reviews")).containsExactly(1, 3);
    }

    @Test
    void writersAtOnceGetDifferentNumbers() throws Exception {
        ModelBundle bundle = bundle("reviews", 1);
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<Integer>> given = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            given.add(writers.submit(() -> {
                start.await();
                return stores.versions
                        .add(bundle, Origin.IMPORTED, "me")
                        .version()
                        .version();
            }));
        }
        List<Integer> numbers = new ArrayList<>();
        for (Future<Integer> number : given) {
            numbers.add(number.get());
        }
        writers.shutdown();

        assertThat(numbers)
                .containsExactlyInAnyOrder(
                        IntStream.rangeClosed(1, WRITERS).boxed().toArray(Integer[]::new));
        assertThat(numbers("reviews")).hasSize(WRITERS);
    }

    @Test
    void aBundleOfManyChunksComesBackUnderItsNewNumber() throws IOException {
        // 50 · 20,000 random floats are 4 MB, which no zip makes smaller than 3 MB.
        Architecture large = new Architecture(50, 20_000, Cell.SIMPLE_RNN, 1, 1, false, 8, 0);
        ModelManifest manifest = SmallModel.manifest("reviews", 1, large);
        try (SentimentNetwork network = SentimentNetwork.create(large, TrainingSettings.DEFAULT)) {
            ModelBundle.write(
                    temporary.resolve("large"), manifest, network, SmallModel.vocabulary(), "Large.", BundleRows.NONE);
        }
        ModelBundle bundle = ModelBundle.open(temporary.resolve("large"));
        add("reviews", 1);

        StoredVersion stored = stores.versions.add(bundle, Origin.RETRAINED, "me");

        assertThat(stored.size()).isGreaterThan(3 << 20);
        assertThat(database.jdbc()
                        .sql("SELECT COUNT(*) FROM bundle_chunk WHERE version = 2")
                        .query(Integer.class)
                        .single())
                .isEqualTo((int) Math.ceil(stored.size() / 1048576.0));
        ModelBundle copy = cache().open(stored.version());
        assertThat(copy.version()).isEqualTo(new ModelVersion("reviews", 2));
        copy.openNetwork().close();
    }

    @Test
    void aVersionIsDescribedAsItWasStored() throws IOException {
        StoredVersion stored = stores.versions.add(bundle("reviews", 4), Origin.IMPORTED, "me");

        assertThat(stores.versions.find("reviews", 4)).hasValue(stored);
        assertThat(stores.versions.find("reviews", 5)).isEmpty();
        assertThat(stored.origin()).isEqualTo(Origin.IMPORTED);
        assertThat(stored.storedBy()).isEqualTo("me");
        assertThat(stored.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void aChampionCannotBeDeletedAndAnotherVersionCan() throws IOException {
        add("reviews", 1);
        add("reviews", 2);
        stores.champions.promote("reviews", 1, "me", "");
        stores.champions.promote("reviews", 2, "me", "");

        assertThatThrownBy(() -> stores.versions.delete("reviews", 2, "me"))
                .isInstanceOf(VersionInUseException.class)
                .hasMessageStartingWith("The champion cannot be deleted");
        stores.versions.delete("reviews", 1, "me");

        assertThat(numbers("reviews")).containsExactly(2);
        assertThat(stores.champions.find("reviews").orElseThrow().previousVersion())
                .isNull();
        assertThat(database.jdbc()
                        .sql("SELECT COUNT(*) FROM bundle_chunk WHERE version = 1")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> stores.versions.delete("reviews", 1, "me")).isInstanceOf(UnknownModelException.class);
    }

    @Test
    void aVersionThatIsAddedLaterIsNoChampion() throws IOException {
        add("reviews", 1);
        stores.champions.promote("reviews", 1, "me", "");
        add("reviews", 2);

        assertThat(stores.champions.find("reviews").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void aRejectedChampionGivesWayToTheOneBeforeOnlyOnce() throws IOException {
        add("reviews", 1);
        add("reviews", 2);
        stores.champions.promote("reviews", 1, "me", "");
        Champion rejected = stores.champions.promote("reviews", 2, "me", "better");

        assertThat(stores.champions.reject(rejected, "It does not open.")).isTrue();
        assertThat(stores.champions.reject(rejected, "It does not open.")).isFalse();

        Champion champion = stores.champions.find("reviews").orElseThrow();
        assertThat(champion.version()).isEqualTo(1);
        assertThat(champion.reason()).isEqualTo("It does not open.");
        assertThat(champion.rejectedVersion()).isEqualTo(2);
        Champions.Rejection rejection =
                stores.champions.rejection(rejected.modelVersion()).orElseThrow();
        assertThat(rejection.by()).isEqualTo("the service");
        assertThat(rejection.reason()).isEqualTo("It does not open.");
        assertThat(stores.champions.rejection(champion.modelVersion())).isEmpty();
        assertThat(stores.audit.entries(Long.MAX_VALUE, 10))
                .extracting(AuditTrail.Entry::action)
                .containsExactly(
                        "champion-rejected", "champion-changed", "champion-changed", "version-added", "version-added");
    }

    @Test
    void aPromotionEndsARejectionButItIsNotForgotten() throws IOException {
        add("reviews", 1);
        add("reviews", 2);
        stores.champions.promote("reviews", 1, "me", "");
        Champion rejected = stores.champions.promote("reviews", 2, "me", "");
        stores.champions.reject(rejected, "It does not open.");

        Champion promoted = stores.champions.promote("reviews", 2, "me", "repaired");

        assertThat(promoted.rejectedVersion()).isNull();
        assertThat(stores.champions.rejection(rejected.modelVersion())).isPresent();
    }

    @Test
    void anAliasDoesNotReturnToAVersionThatWasDeleted() throws IOException {
        add("reviews", 1);
        add("reviews", 2);
        stores.champions.promote("reviews", 1, "me", "");
        Champion rejected = stores.champions.promote("reviews", 2, "me", "");
        stores.versions.delete("reviews", 1, "me");

        assertThat(stores.champions.find("reviews").orElseThrow().previousVersion())
                .isNull();
        assertThat(stores.champions.reject(rejected, "It does not open.")).isFalse();
        assertThat(stores.champions.find("reviews").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void anAliasThatHasMovedOnIsNotReturned() throws IOException {
        add("reviews", 1);
        add("reviews", 2);
        add("reviews", 3);
        stores.champions.promote("reviews", 1, "me", "");
        Champion rejected = stores.champions.promote("reviews", 2, "me", "");
        stores.champions.promote("reviews", 3, "you", "");

        assertThat(stores.champions.reject(rejected, "It does not open.")).isFalse();
        assertThat(stores.champions.find("reviews").orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void onlyWhatIsStoredIsPromoted() throws IOException {
        add("reviews", 1);

        assertThatThrownBy(() -> stores.champions.promote("reviews", 2, "me", ""))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("There is no version 2 of the model 'reviews'.");
        assertThat(stores.champions.find("reviews")).isEmpty();
    }

    @Test
    void anAuditEntryWithoutATransactionIsRefused() {
        assertThatThrownBy(() -> stores.audit.record("me", "tested", "x", ""))
                .isInstanceOf(IllegalStateException.class);
    }

    private BundleCache cache() {
        BundleCache cache = new BundleCache(stores.versions, new DataDirectory(temporary.resolve("data")));
        cache.refresh();
        return cache;
    }

    private int add(String model, int number) throws IOException {
        return stores.versions
                .add(bundle(model, number), Origin.IMPORTED, "me")
                .version()
                .version();
    }

    private ModelBundle bundle(String model, int number) throws IOException {
        Path folder = Files.createTempDirectory(temporary, model);
        return ModelBundle.open(SmallModel.write(folder, model, number));
    }

    private List<Integer> numbers(String model) {
        return stores.versions.versions(model).stream()
                .map(stored -> stored.version().version())
                .toList();
    }
}
