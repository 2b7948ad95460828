package io.sentiment.storage;

import java.util.Map;

/** What the databases call by different names; migrations have it as placeholders. */
enum SqlDialect {
    SQLITE("INTEGER PRIMARY KEY AUTOINCREMENT"),
    POSTGRESQL("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY");

    private final String identity;

    SqlDialect(String identity) {
        this.identity = identity;
    }

    static SqlDialect of(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:sqlite:") ? SQLITE : POSTGRESQL;
    }

    /** {@code ${identity}}: the type of a primary key of rising numbers. */
    Map<String, String> placeholders() {
        return Map.of("identity", identity);
    }
}
