package io.sentiment.training;

/**
 * A usable row of an upload.
 *
 * @param line of the uploaded file, from 1; 0 for what was not uploaded
 */
record UploadedRow(RowSource source, long line, LabelledRow row, TextDigest digest) {}
