package io.sentiment.network;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.sentiment.text.EncodedText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a network: embedding → recurrent layers → pooled states → dense sigmoid. Immutable.
 *
 * <p>The recurrent layers give a state at each token; pooling makes one vector of them for the dense layer. The last
 * state is the default. Its path from the first words of a long text goes through every later step, whereas mean and
 * max have a path of one step from each state, forwards and for the gradient. Padding takes part in neither. A
 * backward direction has its last state at the first token, and is pooled over its own states at all tokens.
 *
 * @param vocabularySize rows of the embedding; token ids are below it
 * @param embeddingSize columns of the embedding
 * @param cell the recurrent cell
 * @param hiddenSize units of each recurrent layer, per direction
 * @param layers number of stacked recurrent layers
 * @param bidirectional whether each recurrent layer also reads from the last token to the first
 * @param pooling what the dense layer gets of the states of the last recurrent layer
 * @param maximumLength tokens of a text that the network reads at most, see {@link #readableTokens()}
 * @param dropout share of the inputs of each recurrent and of the dense layer that training drops, in [0, 1)
 * @param particulars what it has beyond that; null where it has nothing, see {@link #particularsOrNone}
 */
public record Architecture(
        int vocabularySize,
        int embeddingSize,
        Cell cell,
        int hiddenSize,
        int layers,
        boolean bidirectional,
        Pooling pooling,
        int maximumLength,
        double dropout,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Particulars particulars) {

    /**
     * Takes no pooling for {@link Pooling#LAST}, as what was written before there was another has none.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names it and the range; or if two
     *     contradict each other
     */
    public Architecture(
            int vocabularySize,
            int embeddingSize,
            Cell cell,
            int hiddenSize,
            int layers,
            boolean bidirectional,
            // The one way to let a strict reader of JSON do without a single property.
            @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) @Nullable Pooling pooling,
            int maximumLength,
            double dropout,
            @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) @Nullable Particulars particulars) {
        Range.require("vocabularySize", vocabularySize, 2, 10_000_000);
        Range.require("embeddingSize", embeddingSize, 1, 65_536);
        Range.require("hiddenSize", hiddenSize, 1, 65_536);
        Range.require("layers", layers, 1, 16);
        Range.require("maximumLength", maximumLength, 1, 65_536);
        Range.requireBelowOne("dropout", dropout);
        this.vocabularySize = vocabularySize;
        this.embeddingSize = embeddingSize;
        this.cell = cell;
        this.hiddenSize = hiddenSize;
        this.layers = layers;
        this.bidirectional = bidirectional;
        this.pooling = Objects.requireNonNullElse(pooling, Pooling.LAST);
        this.maximumLength = maximumLength;
        this.dropout = dropout;
        this.particulars = Particulars.NONE.equals(particulars) ? null : particulars;
        if (particularsOrNone().multiplied() && (!bidirectional || this.pooling != Pooling.LAST)) {
            throw new IllegalArgumentException("Only the last states of two directions can be multiplied.");
        }
    }

    /** An architecture without particulars. */
    public Architecture(
            int vocabularySize,
            int embeddingSize,
            Cell cell,
            int hiddenSize,
            int layers,
            boolean bidirectional,
            @Nullable Pooling pooling,
            int maximumLength,
            double dropout) {
        this(
                vocabularySize,
                embeddingSize,
                cell,
                hiddenSize,
                layers,
                bidirectional,
                pooling,
                maximumLength,
                dropout,
                null);
    }

    /** An architecture whose dense layer gets the last state. */
    public Architecture(
            int vocabularySize,
            int embeddingSize,
            Cell cell,
            int hiddenSize,
            int layers,
            boolean bidirectional,
            int maximumLength,
            double dropout) {
        this(
                vocabularySize,
                embeddingSize,
                cell,
                hiddenSize,
                layers,
                bidirectional,
                Pooling.LAST,
                maximumLength,
                dropout);
    }

    /** What the network has beyond the other components. */
    public Particulars particularsOrNone() {
        return Objects.requireNonNullElse(particulars, Particulars.NONE);
    }

    /** Directions in which a recurrent layer reads: 1 or 2. */
    public int directions() {
        return bidirectional ? 2 : 1;
    }

    /** Values that recurrent layer {@code layer} (from 0) gets at each time step. */
    public int inputSize(int layer) {
        return layer == 0 ? embeddingSize : directions() * hiddenSize;
    }

    /** Values of the pooled states, or last states, of all directions. */
    public int pooledSize() {
        return directions() * hiddenSize;
    }

    /** Values that the dense layer gets that reads the states. */
    public int readSize() {
        return particularsOrNone().multiplied() ? hiddenSize : pooledSize();
    }

    /** Values that the dense layer gets that answers. */
    public int denseInputSize() {
        int between = particularsOrNone().denseSize();
        return between == 0 ? readSize() : between;
    }

    /**
     * Weights and biases of the whole network. A direction of a recurrent layer with hidden size h and input size x has
     * k·h·(h + x) weights and k·h biases, where k is 4 for an LSTM and 1 for a simple recurrent network.
     */
    public long parameters() {
        long total = (long) vocabularySize * embeddingSize + denseInputSize() + 1;
        total += (long) particularsOrNone().denseSize() * (readSize() + 1);
        for (int layer = 0; layer < layers; layer++) {
            long matrix = (long) hiddenSize * (hiddenSize + inputSize(layer)) + hiddenSize;
            total += (long) directions() * cell.matrices() * matrix;
        }
        return total;
    }

    /**
     * Whether the network reads forwards and answers from its last state. Then what it remembers is of one size however much
     * it has read: it reads texts of any length, and reads them on, piece by piece. The maximum length is that of training
     * texts alone.
     */
    public boolean carriesState() {
        return !bidirectional && pooling == Pooling.LAST && !particularsOrNone().bounded();
    }

    /** Tokens of a text that a prediction reads at most. */
    public int readableTokens() {
        return carriesState() ? Integer.MAX_VALUE : maximumLength;
    }

    /**
     * Refuses a text that this network cannot read.
     *
     * @throws IllegalArgumentException if the text is too long or names a token outside the vocabulary
     */
    public void requireReadable(EncodedText text) {
        if (text.length() > readableTokens()) {
            throw new IllegalArgumentException(
                    "A text of " + text.length() + " tokens is longer than the maximum of " + maximumLength + ".");
        }
        for (int id : text.tokenIds()) {
            if (id < 0 || id >= vocabularySize) {
                throw new IllegalArgumentException(
                        "Token id " + id + " is outside the vocabulary of " + vocabularySize + ".");
            }
        }
    }

    /**
     * Refuses a piece that this network cannot read.
     *
     * @throws IllegalArgumentException if its text cannot be read, or the network carries no state or one of another shape
     */
    public void requireReadable(Piece piece) {
        requireReadable(piece.text());
        if (piece.before() != null && !piece.before().fits(this)) {
            throw new IllegalArgumentException("The state is not that of a network of this architecture.");
        }
        if (piece.kept() && !carriesState()) {
            throw new IllegalArgumentException(
                    "A network that reads backwards too, pools its states or has texts of one length carries no state.");
        }
    }

    /** This architecture with a vocabulary of another size, as a training finds it in its data. */
    public Architecture withVocabularySize(int size) {
        return new Architecture(
                size,
                embeddingSize,
                cell,
                hiddenSize,
                layers,
                bidirectional,
                pooling,
                maximumLength,
                dropout,
                particulars);
    }
}
