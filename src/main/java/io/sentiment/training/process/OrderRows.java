package io.sentiment.training.process;

import io.sentiment.model.bundle.DataSetUse;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.rows.DataFile;
import io.sentiment.rows.LabelledFile;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.RowListener;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.UnusableRow;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One file of rows in the folder of an order, where every row must be usable. */
public record OrderRows(Path path) {

    /**
     * Passes every row on, in its order, and returns what the file held.
     *
     * @throws UnusableDataException if the file is missing or cannot be read to its end
     * @throws UnusableOrderException if a row is unusable, or there is none
     */
    public DataFile read(Consumer<LabelledRow> rows) {
        DataFile file = new LabelledFile(path).read(new RowListener() {
            @Override
            public void row(LabelledRow row, long line) {
                rows.accept(row);
            }

            @Override
            public void unusable(UnusableRow row) {
                throw new UnusableOrderException(row.toString());
            }
        });
        if (file.rows() == 0) {
            throw new UnusableOrderException("There is no row in " + path + ".");
        }
        return file;
    }

    /** How a manifest speaks of the file. */
    public static UsedDataSet used(String name, DataSetUse use, DataFile file) {
        return new UsedDataSet(name, use, Math.toIntExact(file.rows()), file.sha256());
    }
}
