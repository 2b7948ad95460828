package io.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.VersionSource.BundleUnavailableException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.SmallModel;
import io.sentiment.model.bundle.Tampering;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.storage.DataDirectory;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
class BundleCacheTest {

    private static final ModelVersion VERSION = new ModelVersion("reviews", 1);

    @TempDir
    static Path temporary;

    @TempDir
    Path data;

    @AutoClose
    private final TestDatabase database;

    private final Stores stores;

    BundleCacheTest(DatabaseKind kind) {
        database = kind.create();
        stores = new Stores(database);
    }

    @BeforeEach
    void store() throws IOException {
        ModelBundle bundle = ModelBundle.open(SmallModel.write(Files.createTempDirectory(temporary, "bundle")));
        stores.versions.add(bundle, Origin.IMPORTED, "me");
    }

    @Test
    void aVersionIsCopiedOnce() throws IOException {
        BundleCache cache = cache();
        Path file = file(cache);
        database.jdbc().sql("DELETE FROM bundle_chunk").update();

        assertThat(file).isEqualTo(data.toRealPath().resolve("bundles/reviews/1.zip"));
        assertThat(cache.open(VERSION).version()).isEqualTo(VERSION);
    }

    @Test
    void aCopyThatWasDamagedIsFetchedAgain() throws IOException {
        BundleCache cache = cache();
        Tampering.flipBit(file(cache));

        assertThat(cache.open(VERSION).version()).isEqualTo(VERSION);
    }

    @Test
    void aDamagedChunkIsNoticedAndNothingStaysOnTheDisk() {
        database.jdbc()
                .sql("UPDATE bundle_chunk SET bytes = ?")
                .param(new byte[100])
                .update();
        BundleCache cache = cache();

        assertThatThrownBy(() -> cache.open(VERSION))
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessage("Cannot use version 1 of the model 'reviews': its bytes in the database do not match their"
                        + " checksum.");
        assertThat(data.resolve("bundles/reviews")).isEmptyDirectory();
        assertThat(data.resolve("fetching")).isEmptyDirectory();
    }

    @Test
    void aVersionThatIsDeletedBeforeItsCopyIsWholeIsUnknownAndNotDamaged() {
        BundleCache cache = cache();
        database.jdbc().sql("DELETE FROM model_version").update();

        assertThatThrownBy(() -> cache.open(VERSION))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("There is no version 1 of the model 'reviews'.");
        assertThat(cache.versions()).isEmpty();
        assertThat(cache.copies()).isEmpty();
        assertThat(data.resolve("fetching")).isEmptyDirectory();
    }

    @Test
    void aVersionThatThisProcessHasNotHeardOfIsLookedUp() {
        BundleCache cache = new BundleCache(stores.versions, new DataDirectory(data));

        assertThat(cache.open(VERSION).version()).isEqualTo(VERSION);
        assertThat(cache.copies()).containsExactly(VERSION);

        cache.delete(VERSION);
        assertThat(cache.copies()).isEmpty();
    }

    @Test
    void aDiskThatCannotBeWrittenIsNoFaultOfTheVersion() throws IOException {
        Files.createDirectories(data.resolve("bundles"));
        Files.createFile(data.resolve("bundles/reviews"));
        BundleCache cache = cache();

        assertThatThrownBy(() -> cache.open(VERSION))
                .isInstanceOf(BundleUnavailableException.class)
                .hasMessageContaining("cannot be used");
    }

    @Test
    void whatTheDatabaseDoesNotHaveIsNotOpened() {
        BundleCache cache = cache();

        assertThatThrownBy(() -> cache.open(new ModelVersion("reviews", 2)))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("There is no version 2 of the model 'reviews'.");
    }

    private BundleCache cache() {
        BundleCache cache = new BundleCache(stores.versions, new DataDirectory(data));
        cache.refresh();
        return cache;
    }

    private static Path file(BundleCache cache) {
        return cache.file(VERSION);
    }
}
