package io.sentiment.training.pipeline;

import io.sentiment.network.pretraining.TokenCorpus;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.TextDigest;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.file.DataFile;
import io.sentiment.rows.file.UnlabelledFile;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of texts without labels, of which those that are development or test texts are left out. The files are read anew
 * each time, so that their texts are never all in memory. Not thread-safe.
 */
public final class UnlabelledTexts {

    private final Tokenizer tokenizer;
    private final List<Path> paths;
    private final List<DataFile> files;
    private final BitSet leftOut = new BitSet();
    private int count;

    /**
     * Reads the files once.
     *
     * @param paths of no file, one or several
     * @param measured the development and test rows
     * @param words gets what the texts are made of
     * @throws UnusableDataException if a file is missing, cannot be read, or holds no text
     */
    public UnlabelledTexts(List<Path> paths, Stream<LabelledRow> measured, Words words) {
        this.tokenizer = words.tokenizer();
        this.paths = List.copyOf(paths);
        Set<TextDigest> excluded = paths.isEmpty()
                ? Set.of()
                : measured.map(row -> TextDigest.of(Tokenizer.normalized(row.text())))
                        .collect(Collectors.toSet());
        this.files = forEach(tokenizer::read, text -> {
            if (excluded.contains(TextDigest.of(text.normalized()))) {
                leftOut.set(count);
            } else {
                words.addUnlabelled(text.tokens());
            }
            count++;
        });
    }

    /** No texts. */
    public static UnlabelledTexts none() {
        return new UnlabelledTexts(List.of(), Stream.of(), new Words(TokenizerSettings.current()));
    }

    /** Number of texts, those that are left out included. */
    public int count() {
        return count;
    }

    /** Number of texts that are left out because they are development or test texts. */
    public int leftOut() {
        return leftOut.cardinality();
    }

    /** What each file held. */
    public List<DataFile> files() {
        return files;
    }

    /** The training texts and, after them, these, each from its first to its last token. */
    TokenCorpus corpus(List<TrainingPipeline.Rows> training, Vocabulary vocabulary) {
        Encoder encoder = new Encoder(tokenizer, vocabulary, Integer.MAX_VALUE);
        TokenCorpus corpus = new TokenCorpus(vocabulary.size());
        ParallelWork<String, EncodedText> work = new ParallelWork<>(encoder::encode, corpus::add);
        training.forEach(rows -> rows.forEach(row -> work.add(row.text())));
        work.finish();
        forEachUsed(encoder, corpus::add);
        return corpus;
    }

    /** These texts as a network reads them. */
    List<EncodedText> encode(Encoder encoder) {
        List<EncodedText> texts = new ArrayList<>(count - leftOut());
        forEachUsed(encoder, texts::add);
        return texts;
    }

    private void forEachUsed(Encoder encoder, Consumer<EncodedText> texts) {
        int[] next = {0};
        forEach(encoder::encode, text -> {
            if (!leftOut.get(next[0]++)) {
                texts.accept(text);
            }
        });
    }

    private <T> List<DataFile> forEach(Function<String, T> function, Consumer<T> results) {
        ParallelWork<String, T> work = new ParallelWork<>(function, results);
        List<DataFile> read = paths.stream()
                .map(path -> new UnlabelledFile(path).read(work::add))
                .toList();
        work.finish();
        return read;
    }
}
