package io.sentiment.network.dl4j;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.text.EncodedText;
import java.util.List;

/** The network itself, on whatever device ND4J computes: slow on a CPU, and the reference for every other engine. */
public final class Dl4jEngine implements InferenceEngine {

    private final SentimentNetwork network;

    /** Takes the network over and closes it. */
    public Dl4jEngine(SentimentNetwork network) {
        this.network = network;
    }

    /** The engine of a network as DL4J reads it. */
    public static Dl4jEngine of(StoredNetwork network) {
        return new Dl4jEngine(network.openNetwork());
    }

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        return network.positiveProbabilities(texts);
    }

    @Override
    public List<Reading> read(List<Piece> pieces) {
        return pieces.stream().allMatch(Piece::isWhole)
                ? InferenceEngine.super.read(pieces)
                : pieces.stream().map(network::read).toList();
    }

    @Override
    public void close() {
        network.close();
    }
}
