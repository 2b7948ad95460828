package io.sentiment.rows.file;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.UnusableRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of labelled texts, gzipped or not. Its bytes tell how it is to be read, not its name:
 *
 * <ul>
 *   <li>the encoding: UTF-8, UTF-16 or GB18030, with or without a mark;
 *   <li>a table: a header with the columns {@code label} and {@code text}, between commas, semicolons, tabs or vertical
 *       bars or after a line such as {@code sep=;}; quoted as in RFC 4180, between tabs only where the rows show it;
 *   <li>or JSON: an object with {@code label} and {@code text} a line, or one array of them.
 * </ul>
 *
 * <p>Columns and properties of other names, and empty lines, are passed over. Each row that cannot be used is reported and
 * reading goes on. Takes constant memory: no row is longer than 1,000,000 characters. Thread-safe.
 */
public final class LabelledFile {

    private final Path path;
    private final Labels labels;

    /** With the usual labels. */
    public LabelledFile(Path path) {
        this(path, Labels.USUAL);
    }

    public LabelledFile(Path path, Labels labels) {
        this.path = path;
        this.labels = labels;
    }

    /**
     * Reads the whole file.
     *
     * @throws UnusableDataException if there is no such file, it cannot be read, or it is none of labelled rows
     */
    public DataFile read(RowListener listener) {
        String fileName = path.getFileName().toString();
        return DataFile.read(
                path, content -> new Rows("the file " + path, fileName, labels, listener).read(content, fileName));
    }

    /**
     * Reads what was uploaded as a file, to its end.
     *
     * @param fileName a hint, for what its content does not tell
     * @param part what it is called in messages
     * @param content uncompressed
     * @return as what it was read
     * @throws UnusableDataException if it is no file of labelled rows
     */
    public static Reading read(
            @Nullable String fileName, String part, InputStream content, Labels labels, RowListener listener)
            throws IOException {
        return new Rows("the part '" + part + "'", part, labels, listener)
                .read(content, fileName)
                .reading();
    }

    /** Passes every row on, the unusable ones with their reason. */
    private static final class Rows {

        /** Rows whose labels tell whether they are stars. */
        private static final int SCALE_ROWS = 1_000;

        private static final int LONGEST_LABEL = 20;

        private final String name;
        private final String shortName;
        private final Labels labels;
        private final RowListener listener;
        private final List<String> scale = new ArrayList<>();
        private long usable;
        private long ignored;

        /** @param shortName of the file, for unusable rows */
        Rows(String name, String shortName, Labels labels, RowListener listener) {
            this.name = name;
            this.shortName = shortName;
            this.labels = labels;
            this.listener = listener;
        }

        DataFile.Outcome read(InputStream content, @Nullable String fileName) throws IOException {
            TextFile file = TextFile.of(content, name);
            FileName promise = FileName.of(fileName);
            Dialect dialect = DialectDetection.of(file, promise, name, labels);
            RowReader rows = dialect.rows(file);
            RowParser parser = dialect.parser();
            for (Line row = rows.next(); row != null; row = rows.next()) {
                try {
                    String text = row.usable();
                    if (!text.isEmpty()) {
                        take(parser.parse(text), row.number());
                    }
                } catch (RowParser.UnusableRowException e) {
                    listener.unusable(new UnusableRow(shortName, row.number(), e.reason()));
                }
            }
            requireNoScale();
            return new DataFile.Outcome(usable, reading(file.encoding(), dialect, promise));
        }

        private void take(RowParser.Found row, long line) throws RowParser.UnusableRowException {
            if (scale.size() < SCALE_ROWS) {
                scale.add(row.label().length() > LONGEST_LABEL ? "" : row.label());
                if (scale.size() == SCALE_ROWS) {
                    requireNoScale();
                }
            }
            Labels.Meaning meaning = labels.meaning(row.label());
            if (meaning == Labels.Meaning.IGNORED) {
                ignored++;
            } else {
                listener.row(new LabelledRow(row.usableText(), meaning == Labels.Meaning.POSITIVE), line);
                usable++;
            }
        }

        private void requireNoScale() {
            String found = labels.scale(scale);
            if (!found.isEmpty()) {
                throw new UnusableDataException("The labels of " + name + " are " + found
                        + ", but 0 and 1 are expected: say what each of them means, by 'labels' in settings that come"
                        + " before the rows or by --label.");
            }
        }

        private Reading reading(Encoding encoding, Dialect dialect, FileName promise) {
            String how = encoding + ", " + dialect.description()
                    + (promise.isWrongFor(dialect) ? ", though its name ends with " + promise.extension() : "");
            return new Reading(how, encoding == Encoding.UTF_8 && promise.promises(dialect), ignored);
        }
    }
}
