package io.sentiment.prediction.batch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the batcher of one version tells about itself, by model and version, until it is closed. Thread-safe.
 *
 * <p>The timers publish buckets, which Prometheus can add up over instances before it computes a percentile:
 * {@code histogram_quantile(0.99, sum by (le) (rate(sentiment_queue_time_seconds_bucket[5m])))}. The rate of
 * {@code sentiment_tokens_total} is tokens per second.
 */
public final class BatchMetrics implements AutoCloseable {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();
    private final Timer queueTime;
    private final Timer inferenceTime;
    private final DistributionSummary batchTexts;
    private final DistributionSummary batchTokens;
    private final Counter texts;
    private final Counter tokens;
    private final Counter queueFull;
    private final Counter deadline;
    private final Counter notReady;

    public BatchMetrics(MeterRegistry registry, String model, int version) {
        this.registry = registry;
        tags = Tags.of("model", model, "version", Integer.toString(version));
        queueTime = timer("sentiment.queue.time", "From acceptance of a request to the first batch with a text of it");
        inferenceTime = timer("sentiment.inference.time", "From the first batch of a request to its last answer");
        batchTexts = summary("sentiment.batch.texts", "Texts per batch");
        batchTokens = summary("sentiment.batch.tokens", "Tokens per batch");
        texts = counter("sentiment.texts", "Texts that were computed", tags);
        tokens = counter("sentiment.tokens", "Tokens that were computed", tags);
        queueFull = rejections("queue-full");
        deadline = rejections("deadline");
        notReady = rejections("not-ready");
    }

    /** Shows how much waits. */
    void watch(SubmissionQueue queue) {
        meters.add(Gauge.builder("sentiment.queue.texts", queue, SubmissionQueue::texts)
                .description("Texts that wait for a batch")
                .tags(tags)
                .register(registry));
        meters.add(Gauge.builder("sentiment.queue.tokens", queue, SubmissionQueue::tokens)
                .description("Tokens of the texts that wait for a batch")
                .tags(tags)
                .register(registry));
    }

    void computed(Batch batch) {
        int rows = batch.rows().size();
        int length = batch.tokens();
        batchTexts.record(rows);
        batchTokens.record(length);
        texts.increment(rows);
        tokens.increment(length);
    }

    void answered(Timing timing) {
        queueTime.record(timing.queue());
        inferenceTime.record(timing.inference());
    }

    void rejected(UnavailableException reason) {
        if (reason instanceof QueueFullException) {
            queueFull.increment();
        } else if (reason instanceof DeadlineExceededException) {
            deadline.increment();
        } else {
            notReady.increment();
        }
    }

    /** Takes the meters out of the registry: a version that has been retired would be reported for ever. */
    @Override
    public void close() {
        meters.forEach(registry::remove);
    }

    private Timer timer(String name, String description) {
        return kept(Timer.builder(name)
                .description(description)
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .register(registry));
    }

    private DistributionSummary summary(String name, String description) {
        return kept(DistributionSummary.builder(name)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private Counter rejections(String reason) {
        return counter(
                "sentiment.rejections",
                "Requests without an answer because of load, a deadline or a shutdown",
                tags.and("reason", reason));
    }

    private Counter counter(String name, String description, Tags counted) {
        return kept(Counter.builder(name).description(description).tags(counted).register(registry));
    }

    private <M extends Meter> M kept(M meter) {
        meters.add(meter);
        return meter;
    }
}
