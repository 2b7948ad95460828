package io.sentiment.prediction.batch;

import java.time.Duration;

/**
 * Where the time of one request went. Immutable.
 *
 * @param queue from its acceptance to the first batch with a text of it
 * @param inference from that batch to its last answer
 */
public record Timing(Duration queue, Duration inference) {

    /** Of a request that neither waited nor was computed. */
    public static final Timing NONE = new Timing(Duration.ZERO, Duration.ZERO);

    /** Of parts that went side by side, through queues of their own: the longest of each. */
    public Timing longest(Timing other) {
        return new Timing(longest(queue, other.queue), longest(inference, other.inference));
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
