package io.sentiment.model;

import jakarta.validation.constraints.NotEmpty;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What this replica does. Immutable.
 *
 * @param roles What this replica does: serve answers predictions, train runs retrainings.
 */
@Validated
@ConfigurationProperties("sentiment")
public record ReplicaRoles(
        @DefaultValue({"serve", "train"}) @NotEmpty Set<Role> roles) {

    /** Copies the set. */
    public ReplicaRoles {
        roles = Set.copyOf(roles);
    }

    /** Whether it opens models and answers predictions. */
    public boolean serve() {
        return roles.contains(Role.SERVE);
    }

    /** Whether it runs retrainings. */
    public boolean train() {
        return roles.contains(Role.TRAIN);
    }

    /** What a replica does. */
    public enum Role {
        /** Opens models and answers predictions. */
        SERVE,

        /** Runs retrainings. */
        TRAIN;

        /** As in the configuration. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
