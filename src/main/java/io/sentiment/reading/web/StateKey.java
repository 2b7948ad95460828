package io.sentiment.reading.web;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key of this installation, which every replica reads from the database; the first that needs one makes it. Once it is
 * known the database is not asked again. Throws {@link org.springframework.dao.DataAccessException} when the database is
 * away before. Thread-safe.
 */
@Component
final class StateKey implements Supplier<byte[]> {

    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final Clock clock;
    private byte @Nullable [] known;

    StateKey(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public synchronized byte[] get() {
        byte[] key = known;
        if (key == null) {
            key = read().orElseGet(this::make);
            known = key;
        }
        return key.clone();
    }

    private Optional<byte[]> read() {
        return jdbc.sql("SELECT secret FROM state_key")
                .query(String.class)
                .optional()
                .map(HexFormat.of()::parseHex);
    }

    private byte[] make() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try {
            jdbc.sql("INSERT INTO state_key (id, secret, created_at) VALUES (1, ?, ?)")
                    .params(HexFormat.of().formatHex(key), java.sql.Timestamp.from(clock.instant()))
                    .update();
        } catch (DuplicateKeyException another) {
            // Another replica was faster.
        }
        return read().orElseThrow();
    }
}
