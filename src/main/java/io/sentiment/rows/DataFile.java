package io.sentiment.rows;

/**
 * A file of rows that was read to its end. Immutable.
 *
 * @param name of the file, without its folder
 * @param sha256 of its bytes as stored, compressed or not, as 64 lower-case hexadecimal digits
 * @param rows number of usable rows
 * @param unusableRows number of the others
 */
public record DataFile(String name, String sha256, long rows, long unusableRows) {}
