package io.sentiment.benchmark;

/**
 * One of several that do the same work.
 *
 * @param name as the table calls it
 * @param call does the work once
 */
public record Timed(String name, Runnable call) {}
