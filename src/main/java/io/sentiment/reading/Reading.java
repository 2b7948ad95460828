package io.sentiment.reading;

import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkState;
import io.sentiment.network.Piece;
import io.sentiment.prediction.Prediction;
import io.sentiment.text.EncodedText;
import io.sentiment.text.TextReader.ReadText;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the pieces of a text that have been read so far. Immutable.
 *
 * @param prediction of all pieces together; its warnings are those of the latest piece
 * @param state to read the next piece on from
 */
public record Reading(Prediction prediction, ReadingState state) {

    /**
     * What the engine is to read. A piece of blanks or markup adds no token to the whole text: then nothing is read on, and
     * the engine answers for an empty text.
     *
     * @param before null for the first piece of a text
     */
    public static Piece piece(ReadText read, @Nullable ReadingState before) {
        return read.encoded().tokens() == 0
                ? Piece.whole(read.encoded())
                : new Piece(read.encoded(), before == null ? null : before.network(), true);
    }

    /** What came of it. Before the first token the network remembers nothing: its states are zero. */
    public static Reading of(
            ModelManifest manifest, ReadText read, @Nullable ReadingState before, Piece.Reading answer) {
        NetworkState after = answer.after();
        float positive = answer.positive();
        if (after == null) {
            after = before == null ? zero(manifest.architecture()) : before.network();
            positive = before == null || before.tokens() == 0 ? positive : before.positive();
        }
        EncodedText piece = read.encoded();
        int tokens = piece.tokens() + (before == null ? 0 : before.tokens());
        int unknown = piece.unknownTokens() + (before == null ? 0 : before.unknownTokens());
        ReadText whole = new ReadText(new EncodedText(piece.tokenIds(), tokens, unknown, false), read.warnings());
        return new Reading(
                Prediction.of(manifest, whole, positive),
                new ReadingState(manifest.modelVersion(), tokens, unknown, positive, after));
    }

    private static NetworkState zero(Architecture architecture) {
        NetworkState.Layer layer = new NetworkState.Layer(
                new float[architecture.hiddenSize()], new float[NetworkState.cells(architecture)]);
        return new NetworkState(Collections.nCopies(architecture.layers(), layer));
    }
}
