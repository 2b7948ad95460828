package io.sentiment.platform.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts refused calls as {@code sentiment.security.failures}, by reason. Thread-safe. */
final class SecurityFailures {

    /** Why a call was refused: the values of the tag {@code reason}. */
    enum Reason {
        /** The call needs a token, and there was none. */
        MISSING_TOKEN,

        /** Nobody knows the token, or its time is over. */
        WRONG_TOKEN,

        /** The caller is known but has not the role. */
        FORBIDDEN,

        /** The address has sent too many wrong tokens. */
        SLOWED,

        /** The token may be a JWT, and the keys of the issuer cannot be read. */
        ISSUER_UNREACHABLE;

        private String tag() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    /** Registers every reason, so that a rate can be computed from the first failure on. */
    SecurityFailures(MeterRegistry registry) {
        for (Reason reason : Reason.values()) {
            counters.put(
                    reason,
                    Counter.builder("sentiment.security.failures")
                            .description("Calls that were refused because of who made them")
                            .tag("reason", reason.tag())
                            .register(registry));
        }
    }

    void count(Reason reason) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
