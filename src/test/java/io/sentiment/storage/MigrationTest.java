package io.sentiment.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class MigrationTest {

    private final DatabaseKind kind;

    @AutoClose
    private final TestDatabase database;

    MigrationTest(DatabaseKind kind) {
        this.kind = kind;
        database = kind.create();
    }

    @Test
    void numbersOfEntriesRise() {
        for (String actor : new String[] {"first", "second"}) {
            database.jdbc()
                    .sql("INSERT INTO audit_entry (happened_at, actor, action, subject, detail)"
                            + " VALUES (1, ?, 'tested', 's', 'd')")
                    .param(actor)
                    .update();
        }

        assertThat(database.jdbc()
                        .sql("SELECT actor FROM audit_entry ORDER BY id DESC")
                        .query(String.class)
                        .list())
                .containsExactly("second", "first");
    }

    @Test
    void foreignKeysAreWatched() {
        assertThatThrownBy(() -> database.jdbc()
                        .sql("INSERT INTO model_alias (model, alias, version, changed_at, changed_by, reason)"
                                + " VALUES ('none', 'champion', 1, 1, 'me', 'test')")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void rejectionsThatOnlyTheAuditTrailToldAreKept() {
        try (TestDatabase old = kind.createAt("2")) {
            JdbcClient jdbc = old.jdbc();
            jdbc.sql("INSERT INTO model VALUES ('reviews', 3)").update();
            for (int version = 1; version <= 2; version++) {
                jdbc.sql("INSERT INTO model_version VALUES ('reviews', ?, '{}', 'x', 1, 'imported', 1, 'me')")
                        .param(version)
                        .update();
            }
            jdbc.sql("INSERT INTO model_alias VALUES ('reviews', 'champion', 1, NULL, 8, 'the service', 'It is bad.')")
                    .update();
            for (int version = 2; version <= 3; version++) { // Version 3 has been deleted, and nobody asks for it.
                jdbc.sql("INSERT INTO audit_entry (happened_at, actor, action, subject, detail)"
                                + " VALUES (7, 'the service', 'champion-rejected', ?, 'It is bad.')")
                        .param("version " + version + " of the model 'reviews'")
                        .update();
            }

            old.migrate();

            assertThat(jdbc.sql("SELECT * FROM champion_rejection").query().listOfRows())
                    .extracting(
                            row -> row.values().stream().map(String::valueOf).toList())
                    .containsExactly(List.of("reviews", "2", "7", "the service", "It is bad."));
            assertThat(jdbc.sql("SELECT rejected_version FROM model_alias")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
        }
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] bytes = {0, 1, -1, 127, -128};
        database.transactions().executeWithoutResult(transaction -> {
            database.jdbc()
                    .sql("INSERT INTO bundle_chunk VALUES ('reviews', 1, 0, ?)")
                    .param(bytes)
                    .update();
            assertThat(database.jdbc()
                            .sql("SELECT bytes FROM bundle_chunk")
                            .query(byte[].class)
                            .single())
                    .isEqualTo(bytes);
            transaction.setRollbackOnly();
        });
    }
}
