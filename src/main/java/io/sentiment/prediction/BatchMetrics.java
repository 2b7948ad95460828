package io.sentiment.prediction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What the batcher of one version tells about itself. Thread-safe. */
final class BatchMetrics {

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer queueTime;
    private final Timer inferenceTime;
    private final DistributionSummary batchTexts;
    private final DistributionSummary batchTokens;

    BatchMetrics(MeterRegistry registry, String model, int version) {
        this.registry = registry;
        tags = Tags.of("model", model, "version", Integer.toString(version));
        queueTime = Timer.builder("sentiment.queue.time")
                .description("From acceptance of a request to the first batch with a text of it")
                .tags(tags)
                .register(registry);
        inferenceTime = Timer.builder("sentiment.inference.time")
                .description("From the first batch of a request to its last answer")
                .tags(tags)
                .register(registry);
        batchTexts = summary("sentiment.batch.texts", "Texts per batch");
        batchTokens = summary("sentiment.batch.tokens", "Tokens per batch");
    }

    /** Shows how many texts wait. */
    void watch(SubmissionQueue queue) {
        Gauge.builder("sentiment.queue.texts", queue, SubmissionQueue::texts)
                .description("Texts that wait for a batch")
                .tags(tags)
                .register(registry);
    }

    void computed(Batch batch) {
        batchTexts.record(batch.rows().size());
        batchTokens.record(batch.tokens());
    }

    /** @param now nanoseconds of the batcher's clock */
    void answered(Submission submission, long now) {
        queueTime.record(submission.startedAt() - submission.acceptedAt(), TimeUnit.NANOSECONDS);
        inferenceTime.record(now - submission.startedAt(), TimeUnit.NANOSECONDS);
    }

    void rejected(UnavailableException reason) {
        Counter.builder("sentiment.rejections")
                .description("Requests without an answer because of load, a deadline or a shutdown")
                .tags(tags)
                .tag("reason", reasonTag(reason))
                .register(registry)
                .increment();
    }

    private static String reasonTag(UnavailableException reason) {
        if (reason instanceof QueueFullException) {
            return "queue-full";
        }
        return reason instanceof DeadlineExceededException ? "deadline" : "not-ready";
    }

    private DistributionSummary summary(String name, String description) {
        return DistributionSummary.builder(name)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
