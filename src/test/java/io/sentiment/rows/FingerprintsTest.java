package io.sentiment.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
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
    void manyRowsAreCollectedAsTheyAreWhateverTheyComeIn() {
        long[] hashes = new Random(1).longs(100_000, 0, 60_000).toArray();
        Fingerprints.Collector collector = new Fingerprints.Collector();
        int begin = 0;
        for (int size = 1; begin < hashes.length; size = size * 3 % 40_009) {
            int end = Math.min(hashes.length, begin + size);
            collector.add(Fingerprints.ofHashes(Arrays.copyOfRange(hashes, begin, end)));
            begin = end;
        }

        assertThat(collector.collected().toLongs())
                .isEqualTo(longs(Arrays.stream(hashes).distinct().sorted().toArray()));
    }

    /** The service keeps those of a large model while it starts a retraining, in the heap of a small container. */
    @Test
    void puttingManyTogetherTakesNoMemoryButThatOfTheResult() {
        Fingerprints many = Fingerprints.ofHashes(new Random(1).longs(1_000_000).toArray());
        Fingerprints others = Fingerprints.ofHashes(new Random(2).longs(500_000).toArray());
        Fingerprints.Collector collector = new Fingerprints.Collector();
        int both = many.and(others).size();

        assertThat(allocated(() -> {
                    collector.add(many);
                    return collector.collected();
                }))
                .isLessThan(100_000);
        assertThat(allocated(() -> Fingerprints.NONE.and(many))).isLessThan(100_000);
        assertThat(allocated(() -> many.and(others))).isLessThan(Long.BYTES * both + 100_000);
    }

    /** Bytes that this thread allocates. */
    private static long allocated(Supplier<Fingerprints> made) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(made.get().size()).isPositive();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void thoseOfOneTextAreLongs() {
        Fingerprints text = Fingerprints.of(words(0, 20));

        assertThat(text.toLongs()).hasSize(32);
        assertThat(Fingerprints.ofLongs(text.toLongs()).toLongs()).isEqualTo(text.toLongs());
        assertThat(Fingerprints.ofLongs(text.toLongs()).sharesAny(text)).isTrue();
    }

    @Test
    void longsOfEarlierReleasesAreKnownByTheirLowerBits() {
        Fingerprints before = Fingerprints.ofLongs(longs(0x8000_0100_0000_0007L, 5, 0x0000_0200_0000_0006L));

        assertThat(before.toLongs()).isEqualTo(longs(5, 6, 7));
        assertThat(before.sharesAny(Fingerprints.ofLongs(longs(7)))).isTrue();
        assertThat(before.sharesAny(Fingerprints.ofLongs(longs(8)))).isFalse();
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length);
        bytes.asLongBuffer().put(values);
        return bytes.array();
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
