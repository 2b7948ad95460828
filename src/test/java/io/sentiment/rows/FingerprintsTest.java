package io.sentiment.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintsTest {

    @Test
    void aShortTextHasOneAndALongOneFour() {
        assertThat(Fingerprints.of(words(0, 7)).size()).isEqualTo(1);
        assertThat(Fingerprints.of(words(0, 8)).size()).isEqualTo(4);
        assertThat(Fingerprints.of(List.of()).size()).isEqualTo(1);
    }

    @Test
    void aShortTextIsFoundOnlyAsItIs() {
        Fingerprints trained = collected(List.of(words(0, 6)));

        assertThat(trained.sharesAny(Fingerprints.of(words(0, 6)))).isTrue();
        assertThat(trained.sharesAny(Fingerprints.of(words(0, 7)))).isFalse();
        assertThat(trained.sharesAny(Fingerprints.of(words(1, 6)))).isFalse();
    }

    /** Texts of 104 words have 100 runs: with the first n of them changed there are 100 − n in both, of 100 + n. */
    @ParameterizedTest
    @CsvSource({"0, 1000, 1000", "5, 990, 1000", "11, 965, 995", "82, 10, 80"})
    void nearTwinsAreFoundAndOthersRarely(int changed, int atLeast, int atMost) {
        int found = 0;
        for (int text = 0; text < 1_000; text++) {
            List<String> original = words(1_000 * text, 104);
            List<String> twin = new ArrayList<>(words(-1_000 * text - 500, changed));
            twin.addAll(original.subList(changed, 104));
            found += collected(List.of(original)).sharesAny(Fingerprints.of(twin)) ? 1 : 0;
        }

        // 1 − (1 − J²)⁴ for J = 1, 95/105, 89/111 and 18/182.
        assertThat(found).isBetween(atLeast, atMost);
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Random random = new Random(1);
        Fingerprints.Collector collector = new Fingerprints.Collector();
        for (int row = 0; row < 20_000; row++) {
            collector.add(longs(random.nextInt(100), random.nextLong()));
        }
        Fingerprints written = collector.collected();
        byte[] bytes = bytes(written.incomplete());
        Fingerprints read = Fingerprints.read(new ByteArrayInputStream(bytes));

        assertThat(written.size()).isBetween(20_099, 20_100);
        assertThat(bytes).hasSize(8 + 8 * written.size());
        assertThat(bytes(read)).isEqualTo(bytes);
        assertThat(read.isComplete()).isFalse();
        assertThat(Fingerprints.read(new ByteArrayInputStream(bytes(written))).isComplete())
                .isTrue();
        assertThat(read.sharesAny(longs(-1, 99))).isTrue();
        assertThat(read.sharesAny(longs(-1, 100))).isFalse();
    }

    @Test
    void bytesOfAnotherFormOrOrderAreRefused() {
        assertRefused(new byte[5], "It does not begin with format 2.");
        assertRefused(bytes(3, 1), "It does not begin with format 2.");
        assertRefused(bytes(2, 7), "It says neither that it is complete nor that it is not.");
        assertRefused(bytes(2, 1, 3, 3), "Its fingerprints do not rise.");
        assertRefused(ByteBuffer.allocate(12).putInt(0, 2).putInt(4, 1).array(), "Its last fingerprint is cut off.");
    }

    @Test
    void thoseFromBeforeNumbersWereWordsAreNotComplete() throws IOException {
        assertThat(Fingerprints.read(new ByteArrayInputStream(bytes(1, 1, 3, 4)))
                        .isComplete())
                .isFalse();
        assertThat(Fingerprints.read(new ByteArrayInputStream(bytes(2, 1, 3, 4)))
                        .isComplete())
                .isTrue();
    }

    @Test
    void togetherTheyAreThoseOfBothAndCompleteIfBothAre() {
        Fingerprints first = collected(List.of(words(0, 20), words(100, 3)));
        Fingerprints second = collected(List.of(words(0, 20), words(200, 3)));
        Fingerprints both = first.and(second);

        assertThat(both.size()).isEqualTo(6);
        assertThat(both.isComplete()).isTrue();
        assertThat(both.sharesAny(Fingerprints.of(words(100, 3)))).isTrue();
        assertThat(both.sharesAny(Fingerprints.of(words(200, 3)))).isTrue();
        assertThat(first.and(second.incomplete()).isComplete()).isFalse();
        assertThat(Fingerprints.NONE.and(first).size()).isEqualTo(5);
    }

    @Test
    void thoseOfOneTextAreLongs() {
        Fingerprints text = Fingerprints.of(words(0, 20));

        assertThat(text.toLongs()).hasSize(32);
        assertThat(Fingerprints.ofLongs(text.toLongs()).toLongs()).isEqualTo(text.toLongs());
        assertThat(Fingerprints.ofLongs(text.toLongs()).sharesAny(text)).isTrue();
    }

    private static Fingerprints longs(long first, long second) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(Math.min(first, second)).putLong(Math.max(first, second));
        return Fingerprints.ofLongs(bytes.array());
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> Fingerprints.read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    private static byte[] bytes(int format, int complete, long... values) {
        ByteBuffer buffer =
                ByteBuffer.allocate(8 + 8 * values.length).putInt(format).putInt(complete);
        buffer.asLongBuffer().put(values);
        return buffer.array();
    }

    private static byte[] bytes(Fingerprints fingerprints) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        fingerprints.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static Fingerprints collected(List<List<String>> texts) {
        Fingerprints.Collector collector = new Fingerprints.Collector();
        texts.forEach(text -> collector.add(Fingerprints.of(text)));
        return collector.collected();
    }

    private static List<String> words(int first, int count) {
        List<String> words = new ArrayList<>();
        for (int word = first; word < first + count; word++) {
            words.add("w" + word);
        }
        return words;
    }
}
