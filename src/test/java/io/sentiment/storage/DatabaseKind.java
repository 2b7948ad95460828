package io.sentiment.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The databases that the service runs on. */
public enum DatabaseKind {
    SQLITE {
        @Override
        public TestDatabase create() {
            try {
                return new TestDatabase(
                        new EmbeddedDatabase(new DataDirectory(Files.createTempDirectory("data"))).getJdbcUrl());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    POSTGRESQL {
        @Override
        public TestDatabase create() {
            String name = "test_" + DATABASES.incrementAndGet();
            EmbeddedPostgres server = Server.RUNNING;
            JdbcClient.create(server.getPostgresDatabase())
                    .sql("CREATE DATABASE " + name)
                    .update();
            return new TestDatabase(server.getJdbcUrl("postgres", name));
        }
    };

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** A new database without any rows. */
    public abstract TestDatabase create();

    /** One server for all tests of the process, with which it ends. */
    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
