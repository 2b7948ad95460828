package io.sentiment.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class MigrationTest {

    @AutoClose
    private final TestDatabase database;

    MigrationTest(DatabaseKind kind) {
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
                        .sql("INSERT INTO model_alias VALUES ('none', 'champion', 1, NULL, 1, 'me', 'test')")
                        .update())
                .isInstanceOf(DataAccessException.class);
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
