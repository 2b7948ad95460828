package io.sentiment.platform.security;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may predict and who may administer.
 *
 * @param adminToken Bearer token of the role admin in plain text; each start makes and prints one where nothing else is
 *     configured that can administer.
 * @param tokens API tokens as hashes; the command `token` makes them.
 * @param predictions Who may predict and send feedback: everyone (open) or the role client (client); open where neither
 *     a token of the role client nor an issuer of JWTs is configured.
 * @param scopes Scopes of JWTs.
 * @param failureLimit Wrong tokens that one address may send within the window before it has to wait.
 * @param failureWindow How long wrong tokens of an address are remembered, counted from the first of them.
 */
@Validated
@ConfigurationProperties("sentiment.security")
record SecurityProperties(
        @Nullable String adminToken,
        @DefaultValue List<Token> tokens,
        @Nullable PredictionAccess predictions,
        @DefaultValue Scopes scopes,
        @DefaultValue("10") @Min(1) int failureLimit,
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration failureWindow) {

    /** Who may predict and send feedback. */
    enum PredictionAccess {
        /** Whoever reaches the port; tokens are not even looked at. */
        OPEN,

        /** Whoever has the role client. */
        CLIENT
    }

    /**
     * One API token.
     *
     * @param name Name of the caller in logs and in the audit trail: letters, digits, dots, hyphens and underscores.
     * @param role What the caller may do: client or admin.
     * @param sha256 SHA-256 hash of the token as 64 hexadecimal digits.
     */
    record Token(
            @Nullable String name,
            @Nullable Role role,
            @Nullable String sha256) {}

    /**
     * Which scopes of a JWT stand for which role.
     *
     * @param client Scope of the role client.
     * @param admin Scope of the role admin.
     */
    record Scopes(
            @DefaultValue("sentiment.client") @NotBlank String client,
            @DefaultValue("sentiment.admin") @NotBlank String admin) {}

    /** Without tokens and hashes, which must not get into a log by chance. */
    @Override
    public String toString() {
        return "SecurityProperties[adminToken=" + (adminToken == null ? "not set" : "set") + ", tokens="
                + tokens.stream().map(Token::name).toList() + ", predictions=" + predictions + "]";
    }
}
