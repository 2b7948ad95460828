package io.sentiment.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.platform.security.Role;
import io.sentiment.platform.security.SignedIn;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class SessionStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final SignedIn ADMIN = new SignedIn("ops", Role.ADMIN, "ab12", null);

    private final DatabaseKind kind;

    SessionStoreTest(DatabaseKind kind) {
        this.kind = kind;
    }

    @Test
    void whatOneReplicaKeepsAnotherFindsAndForgets() {
        try (TestDatabase database = kind.create()) {
            SessionStore first = store(database, NOON);
            SessionStore second = store(database, NOON);

            first.add("secret", new Session(ADMIN, NOON.plusSeconds(60)));

            assertThat(second.find("secret")).hasValueSatisfying(session -> {
                assertThat(session.caller().name()).isEqualTo("ops");
                assertThat(session.caller().role()).isEqualTo(Role.ADMIN);
                assertThat(session.caller().tokenSha256()).isEqualTo("ab12");
                assertThat(session.ends()).isEqualTo(NOON.plusSeconds(60));
            });
            second.remove("secret");
            assertThat(first.find("secret")).isEmpty();
        }
    }

    @Test
    void aSessionThatIsOverIsNotFoundAndTheNextSignInRemovesIt() {
        try (TestDatabase database = kind.create()) {
            store(database, NOON).add("early", new Session(ADMIN, NOON.plusSeconds(60)));
            SessionStore later = store(database, NOON.plusSeconds(60));

            assertThat(later.find("early")).isEmpty();
            later.add("late", new Session(new SignedIn("jwt:ann", Role.CLIENT, null, null), NOON.plusSeconds(120)));

            assertThat(callers(database)).containsExactly("jwt:ann");
            assertThat(later.find("late"))
                    .hasValueSatisfying(session ->
                            assertThat(session.caller().tokenSha256()).isNull());
        }
    }

    @Test
    void theDatabaseHasNoSecret() {
        try (TestDatabase database = kind.create()) {
            store(database, NOON).add("secret", new Session(ADMIN, NOON.plusSeconds(60)));

            assertThat(database.jdbc()
                            .sql("SELECT secret_sha256 FROM page_session")
                            .query(String.class)
                            .single())
                    // As sha256sum has it.
                    .isEqualTo("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
        }
    }

    private static SessionStore store(TestDatabase database, Instant now) {
        return new SessionStore(database.jdbc(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<String> callers(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT caller FROM page_session")
                .query(String.class)
                .list();
    }
}
