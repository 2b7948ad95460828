package io.sentiment.rows.file;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.UnusableRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What was read from some files. Immutable.
 *
 * @param rows the usable rows of all files, in their order
 * @param files what each file held, in their order
 */
public record DataSet(List<LabelledRow> rows, List<DataFile> files) {

    /** Copies the lists. */
    public DataSet {
        rows = List.copyOf(rows);
        files = List.copyOf(files);
    }

    /**
     * Reads files, which may be of different formats.
     *
     * @param labels what the labels of all of them mean
     * @param unusable gets each row that could not be used
     * @throws UnusableDataException if a file cannot be used, or none of them has a usable row
     */
    public static DataSet read(List<Path> paths, Labels labels, Consumer<UnusableRow> unusable) {
        List<LabelledRow> rows = new ArrayList<>();
        RowListener listener = new RowListener() {
            @Override
            public void row(LabelledRow row, long line) {
                rows.add(row);
            }

            @Override
            public void unusable(UnusableRow row) {
                unusable.accept(row);
            }
        };
        List<DataFile> files = paths.stream()
                .map(path -> new LabelledFile(path, labels).read(listener))
                .toList();
        if (rows.isEmpty()) {
            throw new UnusableDataException("There is no usable row in "
                    + paths.stream().map(Path::toString).collect(Collectors.joining(", ")) + ".");
        }
        return new DataSet(rows, files);
    }

    /**
     * Some of these rows by the file that they are from.
     *
     * @param kept rows of this set, the same objects in the same order
     * @return a list a file, in the order of the files
     */
    public List<List<LabelledRow>> byFile(List<LabelledRow> kept) {
        List<List<LabelledRow>> byFile = new ArrayList<>();
        int next = 0;
        int end = 0;
        int row = 0;
        for (DataFile file : files) {
            List<LabelledRow> ofFile = new ArrayList<>();
            end += Math.toIntExact(file.rows());
            for (; row < end; row++) {
                if (next < kept.size() && isSame(kept.get(next), rows.get(row))) {
                    ofFile.add(kept.get(next++));
                }
            }
            byFile.add(ofFile);
        }
        return byFile;
    }

    /** Equal rows may be in several files. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(LabelledRow first, LabelledRow second) {
        return first == second;
    }
}
