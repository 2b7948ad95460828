package io.sentiment.cli.train;

import io.sentiment.model.bundle.DataSetUse;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.network.pretraining.TokenCorpus;
import io.sentiment.rows.DataFile;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.TextDigest;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabulary;
import io.sentiment.text.VocabularyBuilder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a network may learn from without labels: the labelled training texts, and those unlabelled texts that are no
 * development or test texts. Reads the files twice, to count their tokens and to encode them.
 */
final class PretrainingData {

    private final PretrainingTexts texts;
    private final Tokenizer tokenizer;
    private final VocabularyBuilder tokens = new VocabularyBuilder();
    private final BitSet heldOut = new BitSet();
    private final List<DataFile> files;
    private int count;

    /** Counts the tokens of all texts. */
    PretrainingData(TrainingData data, List<Path> unlabelled, Tokenizer tokenizer, PrintWriter report) {
        this.texts = new PretrainingTexts(data.allTraining(), unlabelled);
        this.tokenizer = tokenizer;
        Set<TextDigest> measured = Stream.concat(data.development().values().stream(), data.tests().values().stream())
                .flatMap(Collection::stream)
                .map(LabelledRow::text)
                .map(tokenizer::tokenize)
                .map(TextDigest::of)
                .collect(Collectors.toUnmodifiableSet());
        files = texts.forEach(tokenizer::tokenize, text -> count(text, measured));
        if (!unlabelled.isEmpty()) {
            report.printf(
                    "%d unlabelled texts; dropped %d of them that are also development or test texts.%n",
                    count - data.allTraining().size(), heldOut.cardinality());
        }
    }

    /** The most frequent tokens, and a share of the size for pieces of the words that are too rare. */
    Vocabulary vocabulary(int maximumSize, int minimumCount, double pieces) {
        int maximumPieces = (int) (pieces * (maximumSize - Vocabulary.RESERVED_IDS));
        return tokens.build(maximumSize, minimumCount, maximumPieces);
    }

    /** The unlabelled files, for the manifest. */
    List<UsedDataSet> files() {
        return IntStream.range(0, files.size())
                .mapToObj(index -> {
                    DataFile file = files.get(index);
                    return new UsedDataSet(
                            TrainingData.name(texts.unlabelled().get(index)),
                            DataSetUse.PRE_TRAINING,
                            Math.toIntExact(file.rows()),
                            file.sha256());
                })
                .toList();
    }

    /** The same texts from their first to their last token. */
    TokenCorpus corpus(Vocabulary vocabulary) {
        Encoder encoder = new Encoder(tokenizer, vocabulary, Integer.MAX_VALUE);
        TokenCorpus corpus = new TokenCorpus(vocabulary.size());
        count = 0;
        texts.forEach(encoder::encode, text -> add(text, corpus));
        return corpus;
    }

    /** The unlabelled texts that are no development or test texts, as a network reads them. */
    List<EncodedText> unlabelled(Encoder encoder) {
        List<EncodedText> all = new ArrayList<>();
        new PretrainingTexts(List.of(), texts.unlabelled()).forEach(encoder::encode, all::add);
        int first = texts.labelled().size();
        return IntStream.range(0, all.size())
                .filter(index -> !heldOut.get(first + index))
                .mapToObj(all::get)
                .toList();
    }

    private void count(List<String> text, Set<TextDigest> measured) {
        boolean unlabelled = count >= texts.labelled().size();
        if (unlabelled && measured.contains(TextDigest.of(text))) {
            heldOut.set(count);
        } else {
            tokens.add(text);
        }
        count++;
    }

    private void add(EncodedText text, TokenCorpus corpus) {
        if (!heldOut.get(count)) {
            corpus.add(text);
        }
        count++;
    }
}
