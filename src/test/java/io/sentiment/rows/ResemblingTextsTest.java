package io.sentiment.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResemblingTextsTest {

    /** Texts of 5 to 60 words out of 50, and copies with some words changed, in every degree of resemblance. */
    @Test
    void theIndexFindsWhatComparingEveryPairFinds() {
        Random random = new Random(3);
        List<Shingles> indexed = new ArrayList<>();
        List<Shingles> asked = new ArrayList<>();
        ResemblingTexts index = new ResemblingTexts();
        for (int text = 0; text < 400; text++) {
            List<String> words = words(random, 5 + random.nextInt(56));
            indexed.add(Shingles.of(words));
            index.add(indexed.get(text));
            asked.add(Shingles.of(changed(words, random, random.nextInt(4))));
        }

        int found = 0;
        for (Shingles text : asked) {
            BitSet expected = new BitSet();
            for (int number = 0; number < indexed.size(); number++) {
                expected.set(number, indexed.get(number).resemblance(text) >= 0.8);
            }
            assertThat(index.resembling(text)).isEqualTo(expected);
            found += expected.cardinality();
        }
        assertThat(found).isBetween(100, 300);
    }

    @Test
    void aResemblanceOfExactlyTheThresholdIsFoundAndLessIsNot() {
        ResemblingTexts index = new ResemblingTexts();
        // 8 runs of five words; with 2 and 3 more words 8 of 10 and 8 of 11 are shared.
        index.add(Shingles.of(List.of("abcdefghijkl".split(""))));

        assertThat(index.resembling(Shingles.of(List.of("abcdefghijklmn".split(""))))
                        .cardinality())
                .isEqualTo(1);
        assertThat(index.resembling(Shingles.of(List.of("abcdefghijklmno".split("")))))
                .isEqualTo(new BitSet());
    }

    private static List<String> words(Random random, int length) {
        List<String> words = new ArrayList<>();
        for (int word = 0; word < length; word++) {
            words.add("w" + random.nextInt(50));
        }
        return words;
    }

    private static List<String> changed(List<String> words, Random random, int changes) {
        List<String> changed = new ArrayList<>(words);
        for (int change = 0; change < changes; change++) {
            changed.set(random.nextInt(changed.size()), "x");
        }
        return Collections.unmodifiableList(changed);
    }
}
