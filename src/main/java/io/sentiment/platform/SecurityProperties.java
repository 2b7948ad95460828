package io.sentiment.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may administer.
 *
 * @param adminToken Bearer token of the admin API; when not set, each start makes one and prints it.
 */
@ConfigurationProperties("sentiment.security")
record SecurityProperties(@Nullable String adminToken) {

    /** Without the token, which must not get into a log by chance. */
    @Override
    public String toString() {
        return "SecurityProperties[adminToken=" + (adminToken == null ? "not set" : "set") + "]";
    }
}
