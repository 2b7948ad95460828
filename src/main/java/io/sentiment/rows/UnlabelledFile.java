package io.sentiment.rows;

import io.sentiment.storage.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A file of texts without labels, one a line, in UTF-8, gzipped or not. Blank lines are passed over. Takes constant
 * memory: no line is longer than 1,000,000 characters. Immutable and thread-safe.
 */
public record UnlabelledFile(Path path) {

    /**
     * Reads the whole file and gives each text to {@code texts}, in order.
     *
     * @throws UnusableDataException if there is no such file, it cannot be read, has a line that cannot be used, or no
     *     text
     */
    public DataFile read(Consumer<String> texts) {
        Checksum checksum = new Checksum();
        long rows;
        try (InputStream stored = checksum.of(Files.newInputStream(path));
                InputStream content = Gzip.uncompressed(stored)) {
            rows = read(new LineReader(content), texts);
            // What follows the end of a gzip stream belongs to the checksum too.
            stored.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new UnusableDataException("There is no file " + path + ".", e);
        } catch (IOException e) {
            throw new UnusableDataException("The file " + path + " cannot be read to its end.", e);
        }
        if (rows == 0) {
            throw new UnusableDataException("There is no text in " + path + ".");
        }
        return new DataFile(path.getFileName().toString(), checksum.hex(), rows, 0);
    }

    private long read(LineReader lines, Consumer<String> texts) throws IOException {
        long rows = 0;
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (line.fault() != null) {
                throw new UnusableDataException(path + ", line " + line.number() + ": " + line.fault());
            }
            if (!line.text().isBlank()) {
                rows++;
                texts.accept(line.text());
            }
        }
        return rows;
    }
}
