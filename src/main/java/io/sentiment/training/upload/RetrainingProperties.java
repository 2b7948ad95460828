package io.sentiment.training.upload;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How retrainings are received and run.
 *
 * @param maxUpload Bytes of an upload at most, as they are sent.
 * @param maxUnpacked Bytes of an uploaded file at most once it is unpacked.
 * @param minimumRowsPerClass Rows that an upload needs of each label.
 * @param heartbeat Time between two signs of life of a runner; after four that are missing another takes its jobs over.
 * @param pollingInterval Time between two looks for queued jobs.
 * @param followers Clients at most that follow the events of retrainings of this process.
 */
@Validated
@ConfigurationProperties("sentiment.training")
public record RetrainingProperties(
        @DefaultValue("256MB") DataSize maxUpload,
        @DefaultValue("2GB") DataSize maxUnpacked,
        @DefaultValue("10") @Min(2) int minimumRowsPerClass,
        @DefaultValue("3s") Duration heartbeat,
        @DefaultValue("1s") Duration pollingInterval,
        @DefaultValue("100") @Min(1) int followers) {}
