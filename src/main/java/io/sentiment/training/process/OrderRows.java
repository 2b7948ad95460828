package io.sentiment.training.process;

import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.rows.DataFile;
import io.sentiment.rows.LabelledFile;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.RowListener;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.UnusableRow;
import io.sentiment.training.pipeline.LabelledRows;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One file of rows in the folder of an order, where every row must be usable. For one thread. */
final class OrderRows implements LabelledRows {

    private final Path path;
    private @Nullable DataFile file;

    OrderRows(Path path) {
        this.path = path;
    }

    /**
     * Reads the file and passes every row on, in its order.
     *
     * @throws UnusableDataException if the file is missing or cannot be read to its end
     * @throws UnusableOrderException if a row is unusable, or there is none
     */
    @Override
    public void forEach(Consumer<LabelledRow> action) {
        DataFile read = new LabelledFile(path).read(new RowListener() {
            @Override
            public void row(LabelledRow row, long line) {
                action.accept(row);
            }

            @Override
            public void unusable(UnusableRow row) {
                throw new UnusableOrderException(row.toString());
            }
        });
        if (read.rows() == 0) {
            throw new UnusableOrderException("There is no row in " + path + ".");
        }
        file = read;
    }

    /**
     * What the file held when it was read last.
     *
     * @throws IllegalStateException if it has not been read yet
     */
    DataFile file() {
        if (file == null) {
            throw new IllegalStateException("The rows of " + path + " have not been read yet.");
        }
        return file;
    }

    /** How a manifest speaks of the file, once it has been read. */
    UsedDataSet used(String name, UsedDataSet.Use use) {
        return new UsedDataSet(name, use, Math.toIntExact(file().rows()), file().sha256());
    }
}
