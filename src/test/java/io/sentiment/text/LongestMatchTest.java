package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LongestMatchTest {

    @Test
    void theLongestStringThatStandsThereIsFound() {
        LongestMatch strings = new LongestMatch(Map.of("a", 2, "ab", 3, "abcd", 4, "abce", 5, "b", 6, "😀", 7));

        assertThat(id(strings, "abcx", 0)).isEqualTo(3);
        assertThat(id(strings, "abce", 0)).isEqualTo(5);
        assertThat(id(strings, "xabcd", 1)).isEqualTo(4);
        assertThat(id(strings, "abcd", 1)).isEqualTo(6);
        assertThat(id(strings, "a😀", 1)).isEqualTo(7);
        assertThat(id(strings, "a\uD83D", 1)).isEqualTo(LongestMatch.NONE);
        assertThat(id(strings, "c", 0)).isEqualTo(LongestMatch.NONE);
        assertThat(id(strings, "abcd", 4)).isEqualTo(LongestMatch.NONE);
        assertThat(new LongestMatch(Map.of()).at("a", 0)).isEqualTo(LongestMatch.NONE);
    }

    @Test
    void itFindsWhatTryingEveryLengthFinds() {
        Random random = new Random(5);
        Map<String, Integer> ids = new TreeMap<>();
        for (int string = 0; string < 300; string++) {
            ids.put(random(random, 1 + random.nextInt(6)), string);
        }
        LongestMatch strings = new LongestMatch(ids);
        for (int text = 0; text < 2_000; text++) {
            String asked = random(random, 8);
            int expected = LongestMatch.NONE;
            for (int end = 3; end <= 8; end++) {
                expected = ids.getOrDefault(asked.substring(2, end), expected);
            }
            assertThat(id(strings, asked, 2)).as(asked).isEqualTo(expected);
        }
    }

    private static int id(LongestMatch strings, String text, int start) {
        int match = strings.at(text, start);
        return match == LongestMatch.NONE ? match : strings.id(match);
    }

    private static String random(Random random, int length) {
        StringBuilder letters = new StringBuilder();
        for (int letter = 0; letter < length; letter++) {
            letters.append("abc".charAt(random.nextInt(3)));
        }
        return letters.toString();
    }
}
