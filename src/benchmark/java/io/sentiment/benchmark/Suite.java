package io.sentiment.benchmark;

/** A group of cases that a user can select by name. */
interface Suite {

    /** What {@code -Dbenchmark.suites} calls it. */
    String name();

    /**
     * Measures every case and records it.
     *
     * @throws DisagreementException if contenders compute different things
     */
    void run(Report report);
}
