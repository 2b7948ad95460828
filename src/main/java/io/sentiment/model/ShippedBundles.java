package io.sentiment.model;

import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.bundle.BundleSource;
import io.sentiment.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Brings the bundles that come with the program into the database, each once. Thread-safe. */
@Component
public final class ShippedBundles {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final VersionStore store;
    private final Champions champions;
    private final Clock clock;

    ShippedBundles(
            JdbcClient jdbc, TransactionOperations transactions, VersionStore store, Champions champions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.champions = champions;
        this.clock = clock;
    }

    /**
     * Stores the bundles in a folder that no start of any replica has stored before. Where all of them have been stored, no
     * more of them is read than their manifests.
     *
     * @param location the folder; null for the bundles on the classpath
     * @throws IOException if they cannot be listed
     * @see LoadedModels#in(Path) what else stops it
     */
    public void store(@Nullable Path location) throws IOException {
        List<BundleSource> sources = location == null
                ? BundleSource.onClasspath(ShippedBundles.class.getClassLoader())
                : BundleSource.inFolder(location);
        if (sources.isEmpty() || !sources.stream().allMatch(this::isStored)) {
            store(location == null ? LoadedModels.shipped() : LoadedModels.in(location));
        }
    }

    private boolean isStored(BundleSource source) {
        try {
            return jdbc.sql("SELECT COUNT(*) FROM shipped_bundle WHERE manifest_sha256 = ? AND version > 0")
                            .param(source.manifestChecksum())
                            .query(Integer.class)
                            .single()
                    > 0;
        } catch (IOException unreadable) {
            // Who reads it whole says what is wrong with it.
            return false;
        }
    }

    /**
     * Stores the bundles that no start of any replica has stored before. The newest of a model becomes its champion,
     * unless the champion is a version that was not shipped.
     */
    public void store(LoadedModels shipped) {
        for (String model : shipped.models()) {
            List<ModelBundle> bundles = shipped.versions(model);
            transactions.executeWithoutResult(transaction -> bundles.forEach(this::storeOnce));
        }
    }

    private void storeOnce(ModelBundle bundle) {
        String model = bundle.version().model();
        if (!claim(bundle)) {
            return;
        }
        int version =
                store.add(bundle, Origin.SHIPPED, Champions.SERVICE).version().version();
        jdbc.sql("UPDATE shipped_bundle SET version = ? WHERE model = ? AND manifest_sha256 = ?")
                .params(version, model, bundle.manifestChecksum())
                .update();
        if (isShippedOrNone(model)) {
            champions.promote(model, version, Champions.SERVICE, "It came with the program.");
        }
    }

    /** Whether this transaction is the one that stores the bundle: another one would wait here for its end. */
    private boolean claim(ModelBundle bundle) {
        return jdbc.sql("""
                                INSERT INTO shipped_bundle (model, manifest_sha256, version, stored_at)
                                VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING""")
                        .params(bundle.version().model(), bundle.manifestChecksum(), clock.millis())
                        .update()
                > 0;
    }

    private boolean isShippedOrNone(String model) {
        return champions
                .find(model)
                .flatMap(champion -> store.find(model, champion.version()))
                .map(champion -> champion.origin() == Origin.SHIPPED)
                .orElse(true);
    }
}
