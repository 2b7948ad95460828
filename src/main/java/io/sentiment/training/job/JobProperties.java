package io.sentiment.training.job;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How retrainings are run and followed.
 *
 * @param heartbeat Time between two signs of life of a runner; after four that are missing another takes its jobs over.
 * @param pollingInterval Time between two looks for queued jobs.
 * @param followers Clients at most that follow the events of retrainings of this process.
 */
@Validated
@ConfigurationProperties("sentiment.training")
public record JobProperties(
        @DefaultValue("3s") Duration heartbeat,
        @DefaultValue("1s") Duration pollingInterval,
        @DefaultValue("100") @Min(1) int followers) {}
