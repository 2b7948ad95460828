package io.sentiment.prediction;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the models come from.
 *
 * @param location Folder with model bundles, as sub-folders or zips; the shipped bundles when not set.
 * @param followInterval How often the database is asked for the champions, from 50 ms to a minute.
 * @param openByNumber Versions at most that stay open because clients ask for them by number; of more, the one that was
 *     not asked for longest is closed.
 */
@Validated
@ConfigurationProperties("sentiment.models")
record ModelsProperties(
        @Nullable Path location,

        @DefaultValue("500ms") @DurationMin(millis = 50) @DurationMax(minutes = 1)
        Duration followInterval,

        @DefaultValue("4") @Min(1) int openByNumber) {}
