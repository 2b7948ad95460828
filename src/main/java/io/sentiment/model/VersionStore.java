package io.sentiment.model;

import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.bundle.ManifestFile;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.storage.Checksum;
import io.sentiment.storage.PieceOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The versions of all models in the database, with their bundles. A version never changes. Every method throws
 * {@link DataAccessException} or a {@code TransactionException} when the database is away. Thread-safe.
 */
@Component
public final class VersionStore {

    private static final String SELECT =
            "SELECT manifest, sha256, size, origin, created_at, created_by FROM model_version";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final AuditTrail audit;
    private final Clock clock;

    VersionStore(JdbcClient jdbc, TransactionOperations transactions, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** The versions of a model by rising number; none if nobody knows the model. */
    public List<StoredVersion> versions(String model) {
        return jdbc.sql(SELECT + " WHERE model = ? ORDER BY version")
                .param(model)
                .query(VersionStore::stored)
                .list();
    }

    /** One version. */
    public Optional<StoredVersion> find(String model, int version) {
        return jdbc.sql(SELECT + " WHERE model = ? AND version = ?")
                .params(model, version)
                .query(VersionStore::stored)
                .optional();
    }

    /** The SHA-256 of the zip of every version. */
    Map<ModelVersion, String> checksums() {
        Map<ModelVersion, String> checksums = new HashMap<>();
        jdbc.sql("SELECT model, version, sha256 FROM model_version").query(row -> {
            checksums.put(new ModelVersion(row.getString("model"), row.getInt("version")), row.getString("sha256"));
        });
        return checksums;
    }

    /**
     * Stores a bundle under the number of its manifest where that is higher than any number which the model has given,
     * and else under the next one. Joins the transaction of the caller if there is one.
     *
     * @param who is named in the audit trail
     * @return the version as it was stored
     * @throws UnreadableBundleException if a file of the bundle has changed since it was opened
     * @throws UncheckedIOException if a file of the bundle cannot be read
     */
    public StoredVersion add(ModelBundle bundle, Origin origin, String who) {
        return transactions.execute(transaction -> {
            ModelManifest manifest = bundle.manifest()
                    .withVersion(takeNumber(
                            bundle.version().model(), bundle.version().version()));
            StoredVersion stored = writeChunks(bundle, manifest, origin, who);
            insert(stored);
            audit.record(who, "version-added", stored.version().toString(), origin + ", SHA-256 " + stored.sha256());
            return stored;
        });
    }

    /**
     * Deletes a version and its bundle.
     *
     * @throws UnknownModelException if there is no such version
     * @throws VersionInUseException if an alias names it
     */
    public void delete(String model, int version, String who) {
        transactions.executeWithoutResult(transaction -> {
            // No alias can come to name it before this transaction ends.
            if (!lock(model, version)) {
                throw new UnknownModelException(model, version);
            }
            requireNoAlias(model, version);
            jdbc.sql("DELETE FROM model_version WHERE model = ? AND version = ?")
                    .params(model, version)
                    .update();
            audit.record(who, "version-deleted", new ModelVersion(model, version).toString(), "");
        });
    }

    /** Whether there is a version, which nobody else can delete before the caller's transaction ends. */
    boolean lock(String model, int version) {
        return jdbc.sql("UPDATE model_version SET origin = origin WHERE model = ? AND version = ?")
                        .params(model, version)
                        .update()
                > 0;
    }

    /** Writes the zip of a version, whatever its bytes are now: the caller compares its checksum. */
    void copy(ModelVersion version, OutputStream stream) throws IOException {
        PieceOutput.join(
                position -> jdbc.sql("SELECT bytes FROM bundle_chunk WHERE model = ? AND version = ? AND position = ?")
                        .params(version.model(), version.version(), position)
                        .query(byte[].class)
                        .optional(),
                stream);
    }

    /** One statement, which the databases let only one transaction do for a model at a time. */
    private int takeNumber(String model, int wanted) {
        return jdbc.sql("""
                        INSERT INTO model (name, last_version) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET last_version =
                            CASE WHEN excluded.last_version > model.last_version
                                THEN excluded.last_version ELSE model.last_version + 1 END
                        RETURNING last_version""").params(model, wanted).query(Integer.class).single();
    }

    private StoredVersion writeChunks(ModelBundle bundle, ModelManifest manifest, Origin origin, String who) {
        Checksum checksum = new Checksum();
        try (PieceOutput chunks = new PieceOutput((position, bytes) -> jdbc.sql(
                        "INSERT INTO bundle_chunk (model, version, position, bytes) VALUES (?, ?, ?, ?)")
                .params(manifest.model(), manifest.version(), position, bytes)
                .update())) {
            bundle.writeZip(checksum.of(chunks), manifest);
            Instant now = Instant.ofEpochMilli(clock.millis());
            return new StoredVersion(manifest, checksum.hex(), chunks.size(), origin, now, who);
        } catch (IOException e) {
            throw new UncheckedIOException("The bundle " + bundle + " cannot be read.", e);
        }
    }

    private void insert(StoredVersion stored) {
        jdbc.sql("""
                        INSERT INTO model_version (model, version, manifest, sha256, size, origin, created_at, created_by)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        stored.version().model(),
                        stored.version().version(),
                        new String(ManifestFile.write(stored.manifest()), StandardCharsets.UTF_8),
                        stored.sha256(),
                        stored.size(),
                        stored.origin().toString(),
                        stored.storedAt().toEpochMilli(),
                        stored.storedBy())
                .update();
    }

    private void requireNoAlias(String model, int version) {
        jdbc.sql("SELECT alias FROM model_alias WHERE model = ? AND version = ?")
                .params(model, version)
                .query(String.class)
                .list()
                .forEach(alias -> {
                    throw new VersionInUseException(new ModelVersion(model, version), alias);
                });
    }

    private static StoredVersion stored(ResultSet row, int number) throws SQLException {
        return new StoredVersion(
                ManifestFile.read(row.getString("manifest").getBytes(StandardCharsets.UTF_8)),
                row.getString("sha256"),
                row.getLong("size"),
                Origin.of(row.getString("origin")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getString("created_by"));
    }

    /** A version that cannot be deleted because an alias names it; the message is one sentence for its user. */
    public static final class VersionInUseException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        VersionInUseException(ModelVersion version, String alias) {
            super("The " + alias + " cannot be deleted, which " + version + " is: promote another version first.");
        }
    }
}
