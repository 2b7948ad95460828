package io.sentiment.training;

import java.time.Instant;

/** Where retrainings wait for runners. */
interface RetrainingQueue {

    /** Joins the transaction of the caller. */
    void add(String id, Instant from);
}
