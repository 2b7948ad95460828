package io.sentiment.training.upload;

import io.sentiment.rows.UnusableRow;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the rows of an upload: each was accepted, refused or dropped. Immutable.
 *
 * @param accepted distinct rows that are trained on or measured on
 * @param refused rows that could not be used
 * @param refusals line and reason of the first hundred of these
 * @param ignored rows that were passed over because their label is mapped to nothing
 * @param readAs encoding and format as which each part was read, by its name
 * @param duplicates rows that were dropped because an earlier one has the same text and the same label
 * @param conflicting rows that were dropped because their text occurs with both labels
 * @param corrected rows that were dropped because a correction is about the same text
 * @param positive accepted rows that are labelled positive
 * @param negative accepted rows that are labelled negative
 * @param training rows to train on, with those that were added: corrections and replayed ones
 * @param development rows that select the best epoch
 * @param heldOut rows to compare champion and challenger on
 * @param corrections corrections that were added
 * @param replayed rows of earlier training sets that were added
 * @param seen rows that were not held out because the champion, an ancestor of it or this training learns from them or
 *     from near twins of them: those of a test set were dropped, all others are trained on
 */
public record UploadReport(
        long accepted,
        long refused,
        List<UnusableRow> refusals,
        long ignored,
        SortedMap<String, String> readAs,
        long duplicates,
        long conflicting,
        long corrected,
        long positive,
        long negative,
        long training,
        long development,
        long heldOut,
        long corrections,
        long replayed,
        long seen) {

    /** What a report of an earlier release does not say. */
    public static final Map<String, Object> ABSENT = Map.of("seen", 0, "ignored", 0, "readAs", Map.of());

    /** Copies list and map. */
    public UploadReport {
        refusals = List.copyOf(refusals);
        readAs = Collections.unmodifiableSortedMap(new TreeMap<>(readAs));
    }
}
