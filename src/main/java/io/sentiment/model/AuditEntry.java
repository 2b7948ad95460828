package io.sentiment.model;

import java.time.Instant;

/**
 * One administrative act. Immutable.
 *
 * @param id rises from entry to entry
 * @param at when it happened
 * @param who did it
 * @param action what was done, as a word such as {@code version-added}
 * @param subject what it was done to
 * @param detail anything else, or empty
 */
public record AuditEntry(long id, Instant at, String who, String action, String subject, String detail) {}
