package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.LabelledText;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Texts with their labels [batch, 1] as a network takes them. */
record LabelledBatch(PaddedBatch texts, INDArray labels) implements AutoCloseable {

    static LabelledBatch of(Architecture architecture, List<LabelledText> batch) {
        float[][] labels = new float[batch.size()][1];
        for (int row = 0; row < labels.length; row++) {
            labels[row][0] = (float) batch.get(row).target();
        }
        return new LabelledBatch(
                new PaddedBatch(batch.stream().map(LabelledText::text).toList(), architecture),
                Nd4j.createFromArray(labels));
    }

    /** One update of the weights; returns the mean cross entropy of the batch before it. */
    static double fit(SentimentNetwork network, List<LabelledText> texts) {
        try (LabelledBatch batch = of(network.architecture(), texts)) {
            return network.fit(batch.texts, batch.labels);
        }
    }

    @Override
    public void close() {
        texts.close();
        labels.close();
    }
}
