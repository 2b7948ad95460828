package io.sentiment.page;

import io.sentiment.platform.security.Role;
import io.sentiment.platform.security.SignedIn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The sign-ins of all replicas, in the database, where only the hashes of their secrets are. Throws
 * {@link org.springframework.dao.DataAccessException} when that is away. Thread-safe.
 */
@Component
@ConditionalOnPage
class SessionStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    SessionStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps a sign-in under a secret that nobody can guess, and removes those that are over. */
    void add(String secret, Session session) {
        jdbc.sql("DELETE FROM page_session WHERE ends_at <= ?")
                .param(clock.millis())
                .update();
        SignedIn caller = session.caller();
        jdbc.sql("INSERT INTO page_session (secret_sha256, caller, role, token_sha256, ends_at) VALUES (?, ?, ?, ?, ?)")
                .param(1, sha256(secret))
                .param(2, caller.name())
                .param(3, caller.role().name())
                .param(4, caller.tokenSha256())
                .param(5, session.ends().toEpochMilli())
                .update();
    }

    /** The sign-in of a secret, unless it is over. */
    Optional<Session> find(String secret) {
        return jdbc.sql(
                        "SELECT caller, role, token_sha256, ends_at FROM page_session WHERE secret_sha256 = ? AND ends_at > ?")
                .params(sha256(secret), clock.millis())
                .query(SessionStore::session)
                .optional();
    }

    /** Forgets a sign-in, if there is one. */
    void remove(String secret) {
        jdbc.sql("DELETE FROM page_session WHERE secret_sha256 = ?")
                .param(sha256(secret))
                .update();
    }

    private static Session session(ResultSet row, int number) throws SQLException {
        Instant ends = Instant.ofEpochMilli(row.getLong("ends_at"));
        return new Session(
                new SignedIn(
                        row.getString("caller"),
                        Role.valueOf(row.getString("role")),
                        row.getString("token_sha256"),
                        ends),
                ends);
    }

    private static String sha256(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // Every Java platform has SHA-256.
        }
    }
}
