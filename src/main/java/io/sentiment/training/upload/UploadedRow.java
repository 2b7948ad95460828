package io.sentiment.training.upload;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.TextDigest;

/**
 * A usable row of an upload.
 *
 * @param line of the uploaded file, from 1; 0 for what was not uploaded
 */
record UploadedRow(RowSource source, long line, LabelledRow row, TextDigest digest) {}
