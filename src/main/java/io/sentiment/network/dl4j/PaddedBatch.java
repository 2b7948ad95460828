package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.text.EncodedText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Texts as the arrays that DL4J reads: token ids [batch, longest] and a mask [batch, longest] that is 1 at real tokens,
 * or no mask where all texts have the same length. Owns both arrays and releases them on {@link #close()}.
 */
public final class PaddedBatch implements AutoCloseable {

    private final INDArray tokenIds;
    private final @Nullable INDArray mask;

    public PaddedBatch(List<EncodedText> texts, Architecture architecture) {
        int longest = 0;
        int shortest = Integer.MAX_VALUE;
        for (EncodedText text : texts) {
            architecture.requireReadable(text);
            longest = Math.max(longest, text.length());
            shortest = Math.min(shortest, text.length());
        }
        float[][] ids = new float[texts.size()][longest];
        float[][] real = new float[texts.size()][longest];
        for (int row = 0; row < ids.length; row++) {
            int[] tokens = texts.get(row).tokenIds();
            for (int step = 0; step < tokens.length; step++) {
                ids[row][step] = tokens[step];
                real[row][step] = 1;
            }
        }
        tokenIds = Nd4j.createFromArray(ids);
        mask = shortest == longest ? null : Nd4j.createFromArray(real);
    }

    INDArray tokenIds() {
        return tokenIds;
    }

    @Nullable
    INDArray mask() {
        return mask;
    }

    @Override
    public void close() {
        tokenIds.close();
        if (mask != null) {
            mask.close();
        }
    }
}
