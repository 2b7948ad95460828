package io.sentiment.rows.file;

import io.sentiment.rows.UnusableDataException;
import io.sentiment.storage.Checksum;
import io.sentiment.storage.GzipStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of rows that was read to its end. Immutable.
 *
 * @param name {@code sst2/test} for {@code …/sst2/test.tsv.gz}: the folder tells what the file name does not
 * @param sha256 of its bytes as stored, compressed or not, as 64 lower-case hexadecimal digits
 * @param rows number of usable rows
 * @param reading as what it was read
 */
public record DataFile(String name, String sha256, long rows, Reading reading) {

    /**
     * Reads a file, compressed or not.
     *
     * @throws UnusableDataException if there is no such file, or it cannot be read
     */
    static DataFile read(Path path, Content rows) {
        Checksum checksum = new Checksum();
        Outcome outcome;
        try (InputStream stored = checksum.of(Files.newInputStream(path));
                InputStream content = GzipStream.uncompressed(stored)) {
            outcome = rows.read(content);
            // Whatever is not read for the rows belongs to the checksum too.
            stored.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new UnusableDataException("There is no file " + path + ".", e);
        } catch (GzipStream.DamagedException e) {
            throw new UnusableDataException(
                    "The gzip data of the file " + path + " is damaged: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new UnusableDataException("The file " + path + " cannot be read to its end.", e);
        }
        return new DataFile(name(path), checksum.hex(), outcome.rows(), outcome.reading());
    }

    private static String name(Path path) {
        String file = path.getFileName().toString().replaceFirst("\\.[a-z.]+$", "");
        Path folder = path.toAbsolutePath().getParent();
        return folder == null || folder.getFileName() == null ? file : folder.getFileName() + "/" + file;
    }

    /** Reads the uncompressed content of a file. */
    interface Content {

        Outcome read(InputStream content) throws IOException;
    }

    /**
     * What was read.
     *
     * @param rows number of usable rows
     * @param reading as what
     */
    record Outcome(long rows, Reading reading) {}
}
