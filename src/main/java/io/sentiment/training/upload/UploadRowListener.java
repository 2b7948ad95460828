package io.sentiment.training.upload;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.RowListener;
import io.sentiment.rows.TextDigest;
import io.sentiment.rows.UnusableRow;
import io.sentiment.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the rows of an upload into batches, and counts those that cannot be used. */
final class UploadRowListener implements RowListener {

    static final int REPORTED = 100;

    private static final int BATCH_ROWS = 500;

    /** A batch of long texts is not whole in memory either. */
    private static final int BATCH_CHARACTERS = 4_000_000;

    /** Nanoseconds: whoever looks for abandoned uploads must see that a slow one goes on. */
    private static final long MAXIMUM_SILENCE = 30_000_000_000L;

    private final Consumer<List<UploadedRow>> batches;
    private final Tokenizer tokenizer = new Tokenizer();
    private final List<UploadedRow> batch = new ArrayList<>(BATCH_ROWS);
    private final List<UnusableRow> refusals = new ArrayList<>();
    private RowSource source = RowSource.DATA;
    private long batchCharacters;
    private long flushed = System.nanoTime();
    private long refused;

    UploadRowListener(Consumer<List<UploadedRow>> batches) {
        this.batches = batches;
    }

    /** Where the rows to come belong. */
    void from(RowSource newSource) {
        flush();
        source = newSource;
    }

    @Override
    public void row(LabelledRow row, long line) {
        if (!StorableText.isStorable(row.text())) {
            unusable(new UnusableRow(source.label(), line, "The text has a NUL or half a surrogate pair."));
            return;
        }
        batch.add(new UploadedRow(source, line, row, TextDigest.of(tokenizer.tokenize(row.text()))));
        batchCharacters += row.text().length();
        if (batch.size() == BATCH_ROWS
                || batchCharacters >= BATCH_CHARACTERS
                || System.nanoTime() - flushed >= MAXIMUM_SILENCE) {
            flush();
        }
    }

    @Override
    public void unusable(UnusableRow row) {
        refused++;
        if (refusals.size() < REPORTED) {
            refusals.add(row);
        }
    }

    void flush() {
        flushed = System.nanoTime();
        if (!batch.isEmpty()) {
            batches.accept(batch);
            batch.clear();
            batchCharacters = 0;
        }
    }

    long refused() {
        return refused;
    }

    List<UnusableRow> refusals() {
        return refusals;
    }
}
