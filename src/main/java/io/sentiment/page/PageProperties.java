package io.sentiment.page;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The page for people at the root of the service.
 *
 * @param enabled Whether there is a page, and a way to sign in there.
 * @param session How long a sign-in lasts at most; one with a JWT lasts no longer than that.
 */
@Validated
@ConfigurationProperties("sentiment.page")
record PageProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("8h") @DurationMin(seconds = 1) Duration session) {}
