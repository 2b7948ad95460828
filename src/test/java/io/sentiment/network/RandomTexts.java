package io.sentiment.network;

import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts of random tokens for tests; the same seed gives the same texts. */
public final class RandomTexts {

    private final Architecture architecture;
    private final Random random;

    public RandomTexts(Architecture architecture, long seed) {
        this.architecture = architecture;
        this.random = new Random(seed);
    }

    public EncodedText ofLength(int length) {
        int[] ids = random.ints(length, 1, architecture.vocabularySize()).toArray();
        return new EncodedText(ids, length, 0, false);
    }

    /** Texts of lengths from 1 to the maximum. */
    public List<EncodedText> ofAnyLength(int count) {
        List<EncodedText> texts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            texts.add(ofLength(1 + random.nextInt(architecture.maximumLength())));
        }
        return texts;
    }

    /** Texts that are positive where their first token has an odd id: easy to learn, impossible to guess. */
    public List<LabelledText> labelled(int count) {
        return ofAnyLength(count).stream()
                .map(text -> new LabelledText(text, text.tokenIds()[0] % 2 == 1))
                .toList();
    }
}
