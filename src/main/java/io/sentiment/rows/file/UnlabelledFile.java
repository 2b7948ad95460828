package io.sentiment.rows.file;

import io.sentiment.rows.UnusableDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A file of texts without labels, one a line, in UTF-8, UTF-16 or GB18030, gzipped or not. Blank lines are passed over.
 * Takes constant memory: no line is longer than 1,000,000 characters. Immutable and thread-safe.
 */
public record UnlabelledFile(Path path) {

    /**
     * Reads the whole file and gives each text to {@code texts}, in order.
     *
     * @throws UnusableDataException if there is no such file, it cannot be read, has a line that cannot be used, or no
     *     text
     */
    public DataFile read(Consumer<String> texts) {
        DataFile file = DataFile.read(path, content -> read(TextFile.of(content, "the file " + path), texts));
        if (file.rows() == 0) {
            throw new UnusableDataException("There is no text in " + path + ".");
        }
        return file;
    }

    private DataFile.Outcome read(TextFile file, Consumer<String> texts) throws IOException {
        LineReader lines = file.lines(file.characters());
        long rows = 0;
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (line.fault() != null) {
                throw new UnusableDataException(
                        path + ", line " + line.number() + ": " + line.fault().sentence());
            }
            if (!line.text().isBlank()) {
                rows++;
                texts.accept(line.text());
            }
        }
        return new DataFile.Outcome(
                rows, new Reading(file.encoding().toString(), file.encoding() == Encoding.UTF_8, 0));
    }
}
