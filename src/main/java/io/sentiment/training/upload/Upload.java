package io.sentiment.training.upload;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.UnusableRow;
import io.sentiment.rows.file.LabelledFile;
import io.sentiment.rows.file.Labels;
import io.sentiment.rows.file.Reading;
import io.sentiment.rows.file.RowListener;
import io.sentiment.storage.Checksum;
import io.sentiment.storage.GzipStream;
import io.sentiment.storage.LimitedStream;
import io.sentiment.text.Tokenizer;
import io.sentiment.training.upload.TrainingRowWriter.NewRow;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labelled rows on their way into the database, which gets them while they arrive. Closing it removes them again, unless
 * a retraining was started with them. Not safe for use by several threads.
 */
public final class Upload implements AutoCloseable {

    /** Lines that are reported of those that are at fault, at most. */
    static final int REPORTED = 100;

    private final UploadLimits limits;
    private final TrainingSets sets;
    private final TrainingRowWriter rows;
    private final String model;
    private final String set;
    private final Received listener = new Received();
    private final Map<RowSource, String> checksums = new EnumMap<>(RowSource.class);
    private final Map<RowSource, Reading> readings = new EnumMap<>(RowSource.class);
    private Labels labels = Labels.USUAL;
    private long position;

    Upload(UploadLimits limits, TrainingSets sets, TrainingRowWriter rows, String model, String by) {
        this.limits = limits;
        this.sets = sets;
        this.rows = rows;
        this.model = model;
        this.set = sets.begin(model, by);
    }

    /**
     * Receives the rows to train on.
     *
     * @param fileName a hint, for what the rows themselves do not tell
     * @throws UploadException.Unusable if they cannot be read at all
     * @throws UploadException.TooLarge if there are more bytes than allowed
     * @throws IOException if they cannot be received to their end
     */
    public void data(@Nullable String fileName, InputStream stream) throws IOException {
        receive(RowSource.DATA, fileName, stream);
    }

    /** Receives the rows to measure on; without them a share of the data is held out. Throws what {@link #data} does. */
    public void test(@Nullable String fileName, InputStream stream) throws IOException {
        receive(RowSource.TEST, fileName, stream);
    }

    /**
     * Says what the labels of the rows mean, before these come.
     *
     * @throws ChallengerSettings.InvalidSettingException if there are rows already, which were read by other labels
     */
    public void setLabels(Labels meanings) {
        if (!checksums.isEmpty() && !meanings.equals(labels)) {
            throw new ChallengerSettings.InvalidSettingException(
                    "labels",
                    "The labels must be known before the rows are read: send the part 'settings' first, before 'data'"
                            + " and 'test'.");
        }
        labels = meanings;
    }

    private void receive(RowSource source, @Nullable String fileName, InputStream stream) throws IOException {
        String part = source.label();
        if (checksums.containsKey(source)) {
            throw new UploadException.Unusable(part, "There is more than one part '" + part + "'.", List.of());
        }
        listener.from(source);
        Checksum checksum = new Checksum();
        InputStream stored = checksum.of(new Arrival(stream));
        try {
            InputStream content = new BufferedInputStream(new LimitedStream(
                    GzipStream.uncompressed(stored),
                    limits.maxUnpacked().toBytes(),
                    () -> new UploadException.TooLarge("The unpacked part '" + part + "'", limits.maxUnpacked())));
            readings.put(source, LabelledFile.read(fileName, part, content, labels, listener));
            stored.transferTo(OutputStream.nullOutputStream());
        } catch (GzipStream.DamagedException damaged) {
            throw new UploadException.Unusable(
                    part,
                    "The gzip data of the part '" + part + "' is damaged: " + damaged.getMessage() + ".",
                    List.of());
        } catch (UnusableDataException unusable) {
            throw new UploadException.Unusable(part, String.valueOf(unusable.getMessage()), List.of());
        }
        listener.flush();
        checksums.put(source, checksum.hex());
    }

    private void store(List<NewRow> batch) {
        sets.touch(set);
        rows.add(set, position, batch);
        position += batch.size();
    }

    public String model() {
        return model;
    }

    public String set() {
        return set;
    }

    /** The position after the last row that was received. */
    long end() {
        return position;
    }

    boolean has(RowSource source) {
        return checksums.containsKey(source);
    }

    /** As what each part was read, by its name. */
    SortedMap<String, String> readAs() {
        SortedMap<String, String> readAs = new TreeMap<>();
        readings.forEach((source, reading) -> readAs.put(source.label(), reading.how()));
        return readAs;
    }

    /** Rows that were passed over because their label is to be ignored. */
    long ignored() {
        return readings.values().stream().mapToLong(Reading::ignored).sum();
    }

    Received received() {
        return listener;
    }

    /** Tells whether the same was uploaded before. */
    public Map<RowSource, String> checksums() {
        return checksums;
    }

    /** Removes what no retraining was started with. */
    @Override
    public void close() {
        sets.abandon(set);
    }

    /** What arrives for long before there is a row, as of a client that sends a byte now and then, keeps the set alive. */
    private final class Arrival extends FilterInputStream {

        private long touched = System.nanoTime();

        Arrival(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            touch();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            touch();
            return super.read(bytes, offset, length);
        }

        private void touch() {
            if (System.nanoTime() - touched >= Received.MAXIMUM_SILENCE) {
                touched = System.nanoTime();
                sets.touch(set);
            }
        }
    }

    /** Collects the rows of an upload into batches, and counts those that cannot be used. */
    final class Received implements RowListener {

        private static final int BATCH_ROWS = 500;

        /** A batch of long texts is not whole in memory either. */
        private static final int BATCH_CHARACTERS = 4_000_000;

        /** Nanoseconds: whoever looks for abandoned uploads must see that a slow one goes on. */
        private static final long MAXIMUM_SILENCE = 30_000_000_000L;

        private final Tokenizer tokenizer = new Tokenizer();
        private final List<NewRow> batch = new ArrayList<>(BATCH_ROWS);
        private final List<UnusableRow> refusals = new ArrayList<>();
        private RowSource source = RowSource.DATA;
        private long batchCharacters;
        private long flushed = System.nanoTime();
        private long refused;

        /** Where the rows to come belong. */
        void from(RowSource newSource) {
            flush();
            source = newSource;
        }

        @Override
        public void row(LabelledRow row, long line) {
            if (!TrainingRowWriter.canStore(row.text())) {
                unusable(new UnusableRow(source.label(), line, "The text has a NUL or half a surrogate pair."));
                return;
            }
            batch.add(NewRow.of(source, line, row, tokenizer));
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
                store(batch);
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
}
