package io.sentiment.training.upload;

import io.sentiment.rows.DataFile;
import io.sentiment.rows.LabelledFile;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.storage.Checksum;
import io.sentiment.storage.LimitedStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Labelled rows on their way into the database, which gets them while they arrive. Closing it removes them again, unless
 * a retraining was started with them. Not safe for use by several threads.
 */
public final class Upload implements AutoCloseable {

    private final RetrainingProperties properties;
    private final TrainingSets sets;
    private final StoredRows rows;
    private final String model;
    private final String set;
    private final UploadRowListener listener = new UploadRowListener(this::store);
    private final Map<RowSource, String> checksums = new EnumMap<>(RowSource.class);
    private long position;

    Upload(RetrainingProperties properties, TrainingSets sets, StoredRows rows, String model, String by) {
        this.properties = properties;
        this.sets = sets;
        this.rows = rows;
        this.model = model;
        this.set = sets.begin(model, by);
    }

    /**
     * Receives the rows to train on.
     *
     * @param fileName tells the format; where it does not, the first line does
     * @throws UnusableUploadException if they cannot be read at all
     * @throws UploadTooLargeException if there are more bytes than allowed
     * @throws IOException if they cannot be received to their end
     */
    public void data(@Nullable String fileName, InputStream stream) throws IOException {
        receive(RowSource.DATA, fileName, stream);
    }

    /** Receives the rows to measure on; without them a share of the data is held out. Throws what {@link #data} does. */
    public void test(@Nullable String fileName, InputStream stream) throws IOException {
        receive(RowSource.TEST, fileName, stream);
    }

    private void receive(RowSource source, @Nullable String fileName, InputStream stream) throws IOException {
        String part = source.label();
        if (checksums.containsKey(source)) {
            throw new UnusableUploadException(part, "There is more than one part '" + part + "'.", List.of());
        }
        listener.from(source);
        Checksum checksum = new Checksum();
        InputStream stored = checksum.of(stream);
        try {
            InputStream content = new BufferedInputStream(new LimitedStream(
                    DataFile.uncompressed(stored),
                    properties.maxUnpacked().toBytes(),
                    () -> new UploadTooLargeException("The unpacked part '" + part + "'", properties.maxUnpacked())));
            LabelledFile.read(fileName, part, content, listener);
            stored.transferTo(OutputStream.nullOutputStream());
        } catch (ZipException | EOFException damaged) {
            throw new UnusableUploadException(part, "The gzip data of the part '" + part + "' is damaged.", List.of());
        } catch (UnusableDataException unusable) {
            throw new UnusableUploadException(part, String.valueOf(unusable.getMessage()), List.of());
        }
        listener.flush();
        checksums.put(source, checksum.hex());
    }

    private void store(List<UploadedRow> batch) {
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

    /** The position behind the last row that was received. */
    long end() {
        return position;
    }

    boolean has(RowSource source) {
        return checksums.containsKey(source);
    }

    UploadRowListener received() {
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
}
