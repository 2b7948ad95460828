package io.sentiment.network.training;

import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Vocabulary;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws which words of a batch are read as unknown ones, and which words and columns of its embeddings are dropped. */
record InputDropout(Regularisation regularisation, UpdateSeeds seeds) {

    /** The texts with some of their tokens replaced by the unknown one. */
    List<EncodedText> withUnknownWords(List<EncodedText> texts) {
        if (regularisation.wordDropout() == 0) {
            return texts;
        }
        SplittableRandom random = new SplittableRandom(seeds.unknown());
        return texts.stream().map(text -> withUnknownWords(text, random)).toList();
    }

    private EncodedText withUnknownWords(EncodedText text, SplittableRandom random) {
        int[] ids = text.tokenIds().clone();
        int dropped = 0;
        for (int step = 0; step < ids.length; step++) {
            if (ids[step] > Vocabulary.UNKNOWN_ID && random.nextDouble() < regularisation.wordDropout()) {
                ids[step] = Vocabulary.UNKNOWN_ID;
                dropped++;
            }
        }
        int unknown = Math.min(text.tokens(), text.unknownTokens() + dropped);
        return new EncodedText(ids, text.tokens(), unknown, text.truncated());
    }

    /** A scale for each token [batch, longest text], equal wherever a text has the same word; null where none drops. */
    @Nullable
    INDArray tokenScale(List<EncodedText> texts, int vocabularySize) {
        if (regularisation.embeddingDropout() == 0) {
            return null;
        }
        Draws draws = new Draws(seeds.words(), regularisation.embeddingDropout());
        int longest = texts.stream().mapToInt(EncodedText::length).max().orElse(0);
        float[][] scale = new float[texts.size()][longest];
        for (int row = 0; row < scale.length; row++) {
            int[] ids = texts.get(row).tokenIds();
            for (int step = 0; step < ids.length; step++) {
                scale[row][step] = draws.scale((long) row * vocabularySize + ids[step]);
            }
        }
        return Nd4j.createFromArray(scale);
    }

    /** A scale for each column of the embeddings of each text [batch, embedding size]; null where none drops. */
    @Nullable
    INDArray columnScale(int rows, int columns) {
        if (regularisation.spatialDropout() == 0) {
            return null;
        }
        Draws draws = new Draws(seeds.columns(), regularisation.spatialDropout());
        float[][] scale = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                scale[row][column] = draws.scale((long) row * columns + column);
            }
        }
        return Nd4j.createFromArray(scale);
    }
}
