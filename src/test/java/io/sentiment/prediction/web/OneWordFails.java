package io.sentiment.prediction.web;

import io.sentiment.network.InferenceEngine;
import io.sentiment.text.EncodedText;
import java.util.List;

/** A real engine that runs out of memory on a text of the one token "bad". */
record OneWordFails(InferenceEngine engine) implements InferenceEngine {

    // The words of TinyModels by falling frequency, then by code point: a, and, bad, film, good, from id 2 on.
    private static final int BAD = 4;

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        if (texts.stream().anyMatch(text -> text.length() == 1 && text.tokenIds()[0] == BAD)) {
            throw new OutOfMemoryError("secret internals of java.lang.Exception");
        }
        return engine.positiveProbabilities(texts);
    }

    @Override
    public void close() {
        engine.close();
    }
}
