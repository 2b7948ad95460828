package io.sentiment.network.engines;

import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.StoredNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Team;
import io.sentiment.text.EncodedText;
import java.util.List;

/** What DL4J, which every engine has to agree with, answers of a stored network. */
public final class Dl4jAnswers {

    private Dl4jAnswers() {}

    /**
     * The probability, for each text, that it is positive. Loads ND4J, opens the network and releases it again; computes on
     * the calling thread alone where ND4J computes with the threads of oneDNN, which engines need more.
     *
     * @throws OutOfMemoryError if native memory does not suffice
     * @throws IllegalArgumentException if the network cannot read a text
     */
    public static float[] of(StoredNetwork network, List<EncodedText> texts) {
        // ND4J sets the number of threads when it is loaded.
        if (ComputeDevice.current().isCuda() || OneDnn.objection() != null) {
            return answer(network, texts);
        }
        float[][] answers = {{}};
        Team.alone(() -> answers[0] = answer(network, texts));
        return answers[0];
    }

    private static float[] answer(StoredNetwork stored, List<EncodedText> texts) {
        try (SentimentNetwork network = stored.openNetwork()) {
            return network.positiveProbabilities(texts);
        }
    }
}
