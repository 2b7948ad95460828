package io.sentiment.cli.train;

import io.sentiment.rows.DataFile;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnlabelledFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The labelled training texts and, behind them, those of the unlabelled files, which are read anew each time and are
 * never all in memory.
 */
record PretrainingTexts(List<LabelledRow> labelled, List<Path> unlabelled) {

    private static final int TEXTS_AT_ONCE = 4_096;

    /**
     * Works on all texts in parallel and hands the results over in the order of the texts.
     *
     * @return what each unlabelled file held
     */
    <T> List<DataFile> forEach(Function<String, T> work, Consumer<T> results) {
        Batch<T> batch = new Batch<>(work, results);
        labelled.forEach(row -> batch.add(row.text()));
        List<DataFile> files = unlabelled.stream()
                .map(path -> new UnlabelledFile(path).read(batch::add))
                .toList();
        batch.finish();
        return files;
    }

    private static final class Batch<T> {

        private final Function<String, T> work;
        private final Consumer<T> results;
        private final List<String> texts = new ArrayList<>(TEXTS_AT_ONCE);

        Batch(Function<String, T> work, Consumer<T> results) {
            this.work = work;
            this.results = results;
        }

        void add(String text) {
            texts.add(text);
            if (texts.size() == TEXTS_AT_ONCE) {
                finish();
            }
        }

        void finish() {
            texts.parallelStream().map(work).toList().forEach(results);
            texts.clear();
        }
    }
}
