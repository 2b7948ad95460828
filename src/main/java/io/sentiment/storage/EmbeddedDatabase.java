package io.sentiment.storage;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * SQLite in one file. What has been committed is on the disk, also after a power failure. A transaction locks the
 * database for writing from its beginning: one that began with reading could not go on to write after another's commit.
 */
final class EmbeddedDatabase implements JdbcConnectionDetails {

    private static final String SETTINGS =
            "?journal_mode=WAL&synchronous=FULL&foreign_keys=on&busy_timeout=20000&transaction_mode=IMMEDIATE";

    private final String url;

    /** @throws UnusableDataDirectoryException if its folder cannot be made */
    EmbeddedDatabase(DataDirectory data) {
        url = "jdbc:sqlite:" + data.folder("").resolve("sentiment.db") + SETTINGS;
    }

    @Override
    public String getJdbcUrl() {
        return url;
    }

    @Override
    public @Nullable String getUsername() {
        return null;
    }

    @Override
    public @Nullable String getPassword() {
        return null;
    }
}
