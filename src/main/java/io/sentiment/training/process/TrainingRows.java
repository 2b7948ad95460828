package io.sentiment.training.process;

import io.sentiment.network.LabelledText;
import io.sentiment.rows.DataFile;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.text.Encoder;
import io.sentiment.text.Scripts;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabulary;
import io.sentiment.text.VocabularyBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an order as a network reads them. Files are read twice, for the words and for their ids, so that no text is
 * held in memory.
 *
 * @param vocabulary the words of the champion, if training begins with it, and those of the training rows
 * @param scripts in which the training texts are written, as ISO 15924 codes
 * @param training what the network learns from
 * @param development what selects the best epoch
 * @param trainingFile what was read to learn from
 * @param developmentFile what was read to select with
 */
record TrainingRows(
        Vocabulary vocabulary,
        List<String> scripts,
        List<LabelledText> training,
        List<LabelledText> development,
        DataFile trainingFile,
        DataFile developmentFile) {

    /**
     * Reads the rows.
     *
     * @param known the champion's words, or null to learn all words anew
     * @param maximumVocabularySize tokens that the network may know
     * @param maximumLength tokens of a text that the network reads
     */
    static TrainingRows read(
            OrderFolder folder,
            @Nullable Vocabulary known,
            int maximumVocabularySize,
            int minimumCount,
            int maximumLength) {
        Tokenizer tokenizer = new Tokenizer();
        VocabularyBuilder words = new VocabularyBuilder();
        Scripts scripts = new Scripts();
        DataFile trainingFile = new OrderRows(folder.training()).read(row -> {
            words.add(tokenizer.tokenize(row.text()));
            scripts.add(row.text());
        });
        if (scripts.main().isEmpty()) {
            throw new UnusableDataException("The training texts hold no letters.");
        }
        Vocabulary vocabulary = known == null
                ? words.build(maximumVocabularySize, minimumCount)
                : words.extend(known, maximumVocabularySize, minimumCount);
        Encoder encoder = new Encoder(tokenizer, vocabulary, maximumLength);
        List<LabelledText> training = new ArrayList<>();
        List<LabelledText> development = new ArrayList<>();
        new OrderRows(folder.training()).read(row -> training.add(encoded(row, encoder)));
        DataFile developmentFile =
                new OrderRows(folder.development()).read(row -> development.add(encoded(row, encoder)));
        return new TrainingRows(vocabulary, scripts.main(), training, development, trainingFile, developmentFile);
    }

    private static LabelledText encoded(LabelledRow row, Encoder encoder) {
        return new LabelledText(encoder.encode(row.text()), row.positive());
    }
}
