package io.sentiment.benchmark;

import io.sentiment.network.Architecture;
import io.sentiment.network.LabelledText;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Texts of random tokens; the same seed gives the same texts. */
final class RandomTexts {

    private final Architecture architecture;
    private final Random random;

    RandomTexts(Architecture architecture, long seed) {
        this.architecture = architecture;
        this.random = new Random(seed);
    }

    /** Texts that are all as long as the network reads. */
    List<EncodedText> ofFullLength(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> ofLength(architecture.maximumLength()))
                .toList();
    }

    /** A text of each length that the network reads, the shortest first. */
    List<EncodedText> ofEveryLength() {
        return IntStream.rangeClosed(1, architecture.maximumLength())
                .mapToObj(this::ofLength)
                .toList();
    }

    /** Texts as long as reviews are, cut where the network stops reading. */
    List<EncodedText> ofReviewLength(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> ofLength(Math.min(ReviewLengths.draw(random), architecture.maximumLength())))
                .toList();
    }

    /** Texts as long as the network reads, half of them positive. */
    List<LabelledText> labelled(int count) {
        List<EncodedText> texts = ofFullLength(count);
        return IntStream.range(0, count)
                .mapToObj(index -> new LabelledText(texts.get(index), index % 2 == 0))
                .toList();
    }

    private EncodedText ofLength(int length) {
        int[] ids = random.ints(length, 2, architecture.vocabularySize()).toArray();
        return new EncodedText(ids, length, 0, false);
    }
}
