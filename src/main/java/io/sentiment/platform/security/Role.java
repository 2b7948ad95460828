package io.sentiment.platform.security;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may do. Each role includes those before it. */
public enum Role {
    /** Predicts and sends feedback. */
    CLIENT,

    /** Calls everything below {@code /api/v1/admin} too. */
    ADMIN;

    /** The authority that a call for this role asks for. */
    String authority() {
        return "ROLE_" + name();
    }

    /** The authorities of a caller with this role: its own and those of the roles that it includes. */
    List<GrantedAuthority> authorities() {
        return Arrays.stream(values())
                .filter(included -> included.compareTo(this) <= 0)
                .<GrantedAuthority>map(included -> new SimpleGrantedAuthority(included.authority()))
                .toList();
    }

    /** As in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
