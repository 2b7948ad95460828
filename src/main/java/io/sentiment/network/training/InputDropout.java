package io.sentiment.network.training;

import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws which words of a batch are read as unknown ones, and which words and columns of its embeddings are dropped. */
record InputDropout(Regularisation regularisation, SplittableRandom random) {

    /** The texts with some of their tokens replaced by the unknown one. */
    List<EncodedText> withUnknownWords(List<EncodedText> texts) {
        return regularisation.wordDropout() == 0
                ? texts
                : texts.stream().map(this::withUnknownWords).toList();
    }

    private EncodedText withUnknownWords(EncodedText text) {
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
    INDArray tokenScale(List<EncodedText> texts) {
        if (regularisation.embeddingDropout() == 0) {
            return null;
        }
        int longest = texts.stream().mapToInt(EncodedText::length).max().orElse(0);
        float[][] scale = new float[texts.size()][longest];
        for (int row = 0; row < scale.length; row++) {
            Map<Integer, Float> ofWords = new HashMap<>();
            int[] ids = texts.get(row).tokenIds();
            for (int step = 0; step < ids.length; step++) {
                scale[row][step] =
                        ofWords.computeIfAbsent(ids[step], id -> scale(regularisation.embeddingDropout(), random));
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
        return Nd4j.createFromArray(scales(rows * columns, regularisation.spatialDropout(), random))
                .reshape(rows, columns);
    }

    /** Scales that drop a share of values and raise the others, so that their expected sum stays (Srivastava et al. 2014). */
    static float[] scales(int count, double share, SplittableRandom random) {
        float[] scales = new float[count];
        for (int index = 0; index < count; index++) {
            scales[index] = scale(share, random);
        }
        return scales;
    }

    private static float scale(double share, SplittableRandom random) {
        return random.nextDouble() < share ? 0 : (float) (1 / (1 - share));
    }
}
