package io.sentiment.rows.file;

/**
 * As what a file was read, which its bytes told. Immutable.
 *
 * @param how encoding and format, such as {@code GB18030, separated by semicolons}
 * @param isExpected whether it is UTF-8 in the format that its name promises, so that nobody need be told
 * @param ignored rows that were passed over because their label was mapped to nothing
 */
public record Reading(String how, boolean isExpected, long ignored) {}
