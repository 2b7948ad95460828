package io.sentiment.training.job;

import java.time.Instant;

/** Where retrainings wait for runners. */
interface JobQueue {

    /** Joins the transaction of the caller. */
    void add(String id, Instant from);
}
