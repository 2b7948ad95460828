package io.sentiment.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The databases that the service runs on. Each is migrated once, and its tests get copies. */
public enum DatabaseKind {
    SQLITE {
        @Override
        public TestDatabase create() {
            try {
                Path folder = Files.createTempDirectory("data");
                FileSystemUtils.copyRecursively(MigratedFolder.PATH, folder);
                return new TestDatabase(url(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        TestDatabase createAt(String version) {
            try {
                return at(version, url(Files.createTempDirectory("data")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    POSTGRESQL {
        @Override
        public TestDatabase create() {
            return new TestDatabase(MigratedServer.copy());
        }

        @Override
        TestDatabase createAt(String version) {
            return at(version, MigratedServer.empty());
        }
    };

    /** The newest version of the schema. */
    static final String LATEST = "latest";

    /** A new database without any rows. */
    public abstract TestDatabase create();

    /** A new database as an earlier program left it, at that version of the schema. */
    abstract TestDatabase createAt(String version);

    private static TestDatabase at(String version, String url) {
        migrate(url, version);
        return new TestDatabase(url);
    }

    private static String url(Path folder) {
        return new DatabaseConfiguration.EmbeddedDatabase(new DataDirectory(folder)).getJdbcUrl();
    }

    static void migrate(String url, String version) {
        Flyway.configure()
                .dataSource(url, null, null)
                .placeholders(DatabaseConfiguration.SqlDialect.of(url).placeholders())
                .target(version)
                .load()
                .migrate();
    }

    private static final class MigratedFolder {

        static final Path PATH = migrated();

        private static Path migrated() {
            try {
                Path folder = Files.createTempDirectory("migrated");
                migrate(url(folder), LATEST);
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One server for all tests of the process, with which it ends. */
    private static final class MigratedServer {

        private static final AtomicInteger DATABASES = new AtomicInteger();
        private static final EmbeddedPostgres RUNNING = migrated();

        static String copy() {
            String name = "test_" + DATABASES.incrementAndGet();
            create(RUNNING, name + " TEMPLATE migrated");
            return RUNNING.getJdbcUrl("postgres", name);
        }

        static String empty() {
            String name = "test_" + DATABASES.incrementAndGet();
            create(RUNNING, name);
            return RUNNING.getJdbcUrl("postgres", name);
        }

        private static EmbeddedPostgres migrated() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                create(server, "migrated");
                migrate(server.getJdbcUrl("postgres", "migrated"), LATEST);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void create(EmbeddedPostgres server, String database) {
            JdbcClient.create(server.getPostgresDatabase())
                    .sql("CREATE DATABASE " + database)
                    .update();
        }
    }
}
