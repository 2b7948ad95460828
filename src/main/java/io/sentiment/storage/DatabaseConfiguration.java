package io.sentiment.storage;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The database: that of {@code spring.datasource.url}, or else the embedded one. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Closed last of all, as everybody who has files there is made with it. */
    @Bean
    DataDirectory dataDirectory(DataDirectory.Location location) {
        return DataDirectory.occupy(location.dataDirectory());
    }

    @Bean
    @Conditional(NoDatabaseIsNamed.class)
    JdbcConnectionDetails embeddedDatabase(DataDirectory data) {
        return new EmbeddedDatabase(data);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    FlywayConfigurationCustomizer dialect(JdbcConnectionDetails database) {
        Map<String, String> words = SqlDialect.of(database.getJdbcUrl()).placeholders();
        return flyway -> flyway.placeholders(words);
    }

    /** Where nobody says which database to use. */
    static final class NoDatabaseIsNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().containsProperty("spring.datasource.url");
        }
    }

    /**
     * SQLite in one file. What has been committed is on the disk, also after a power failure. A transaction locks the
     * database for writing from its beginning: one that began with reading could not go on to write after another's
     * commit. The file is named by a URI, in which no character of its path means anything else.
     */
    static final class EmbeddedDatabase implements JdbcConnectionDetails {

        private static final String SETTINGS =
                "?journal_mode=WAL&synchronous=FULL&foreign_keys=on&busy_timeout=20000&transaction_mode=IMMEDIATE";

        private final String url;

        /** @throws DataDirectory.UnusableException if its folder cannot be made or written */
        EmbeddedDatabase(DataDirectory data) {
            url = "jdbc:sqlite:" + data.file("sentiment.db").toUri() + SETTINGS;
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
}
