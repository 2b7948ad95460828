package io.sentiment.inspection;

import io.sentiment.text.EncodedText;
import java.util.List;

/**
 * A text that was read and is to be traced. What a network has to predict for it is left to whoever has an engine, so that
 * a service can compute it in batches with other texts. Immutable, but for one thread at a time.
 */
public final class PendingTrace {

    private final TextTracer tracer;
    private final SourceText source;
    private final List<EncodedText> rows;

    PendingTrace(TextTracer tracer, SourceText source, List<EncodedText> rows) {
        this.tracer = tracer;
        this.source = source;
        this.rows = List.copyOf(rows);
    }

    /** The texts that an engine has to predict: the beginnings of this one, or none where the network reads forwards. */
    public List<EncodedText> rows() {
        return rows;
    }

    /** The text as the network reads it. */
    public EncodedText encoded() {
        return source.encoded();
    }

    /**
     * Traces the text on the calling thread.
     *
     * @param positive the probabilities of the rows, in their order
     * @throws IllegalArgumentException if they are not as many as the rows
     */
    public TextTrace trace(float[] positive, Units units) {
        return tracer.trace(source, positive, units);
    }
}
