package io.sentiment.model;

import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.SmallModel;
import io.sentiment.storage.DataDirectory;
import io.sentiment.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Versions of the model {@code reviews} in a database, for tests of other packages. */
public final class StoredModels {

    private final AuditTrail audit;
    private final VersionStore versions;
    private final Champions champions;

    public StoredModels(TestDatabase database, Clock clock) {
        audit = new AuditTrail(database.jdbc(), clock);
        versions = new VersionStore(database.jdbc(), database.transactions(), audit, clock);
        champions = new Champions(database.jdbc(), database.transactions(), versions, audit, clock);
    }

    /** Stores a small model, which reads Latin and Chinese, and makes it champion. */
    public StoredVersion addChampion(Path folder) throws IOException {
        return addBundle(SmallModel.write(folder, "reviews", 1));
    }

    /** Stores a bundle, and makes it champion of its model. */
    public StoredVersion addBundle(Path bundle) {
        StoredVersion version = versions.add(ModelBundle.open(bundle), Origin.IMPORTED, "a test");
        champions.promote(version.version().model(), version.version().version(), "a test", "");
        return version;
    }

    /** The local copies of a replica with that data directory. */
    public BundleCache cache(Path data) {
        return new BundleCache(versions, new DataDirectory(data));
    }

    public AuditTrail audit() {
        return audit;
    }

    public VersionStore versions() {
        return versions;
    }

    public Champions champions() {
        return champions;
    }
}
