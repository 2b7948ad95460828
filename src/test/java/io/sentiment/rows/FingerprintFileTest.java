package io.sentiment.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintFileTest {

    private static final long LARGEST = (1L << 40) - 1;

    /**
     * Two numbers have remainders of 39 bits: 5 has five numbers before it, and 7 has 6 between. Each is a quotient of 0, which
     * is the bit 0, and the remainder. 2³⁹ + 5 is alone beyond 2³⁹, so that its quotient is 1, the bits 10.
     */
    @Test
    void eachFingerprintIsItsDistanceFromTheOneBefore() throws IOException {
        assertThat(hex(5, 7)).isEqualTo("00000003" + "00000001" + "00000002" + "0000000005" + "0000000001");
        assertThat(hex(5, (1L << 39) + 6))
                .isEqualTo("00000003" + "00000001" + "00000002" + "0000000005" + "8000000000" + "00");
        assertThat(hex()).isEqualTo("00000003" + "00000001" + "00000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1_000, 20_000, 100_000})
    void whatWasWrittenIsRead(int count) throws IOException {
        Fingerprints written = random(count);
        Fingerprints read = read(bytes(written.incomplete()));

        assertThat(read.toLongs()).isEqualTo(written.toLongs());
        assertThat(read.isComplete()).isFalse();
        assertThat(read(bytes(written)).isComplete()).isTrue();
    }

    @Test
    void theSmallestTheLargestAndNeighboursAreReadAsTheyWere() throws IOException {
        long[] values = {0, 1, 2, LARGEST - 1, LARGEST};

        assertThat(read(bytes(fingerprints(values))).toLongs())
                .isEqualTo(fingerprints(values).toLongs());
        assertThat(read(bytes(fingerprints(LARGEST))).toLongs())
                .isEqualTo(fingerprints(LARGEST).toLongs());
        assertThat(read(bytes(Fingerprints.NONE)).size()).isZero();
    }

    /** With a long for each of the four of a text there were 9.6 MB. */
    @Test
    void threeHundredThousandLongTextsTakeLessThanThreeMegabytesAndAFifth() throws IOException {
        Fingerprints fingerprints = random(1_200_000);

        assertThat(fingerprints.size()).isGreaterThan(1_199_000);
        assertThat(bytes(fingerprints)).hasSizeBetween(3_000_000, 3_200_000);
    }

    @Test
    void earlierFormatsAreReadByTheLowerBitsOfTheirLongs() throws IOException {
        byte[] longs = longs(2, 1, 0x8000_0000_0000_0007L, -1, 3, 0x0000_0100_0000_0003L);

        assertThat(read(longs).toLongs()).isEqualTo(fingerprints(3, 7, LARGEST).toLongs());
        assertThat(read(longs).isComplete()).isTrue();
        assertThat(read(longs(2, 0, 3)).isComplete()).isFalse();
        assertThat(read(longs(1, 1, 3)).size()).isEqualTo(1);
        assertThat(read(longs(1, 1, 3)).isComplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                       | It begins with no format from 1 to 3.
            000003                                  | It begins with no format from 1 to 3.
            00000000 00000001                       | It begins with no format from 1 to 3.
            00000004 00000001                       | It begins with no format from 1 to 3.
            00000003 00000007                       | It says neither that it is complete nor that it is not.
            00000003 0000                           | It says neither that it is complete nor that it is not.
            00000003 00000001                       | The number of its fingerprints is not from 0 to 16777216.
            00000003 00000001 01000001              | The number of its fingerprints is not from 0 to 16777216.
            00000003 00000001 ffffffff              | The number of its fingerprints is not from 0 to 16777216.
            00000003 00000001 00000001              | Its last fingerprint is cut off.
            00000003 00000001 01000000 00           | Its last fingerprint is cut off.
            00000003 00000001 00000002 0000000005   | Its last fingerprint is cut off.
            00000003 00000001 00000001 800000000000 | Its fingerprints have more than 40 bits.
            00000003 00000001 00000002 c000000000   | Its fingerprints have more than 40 bits.
            00000003 00000001 00000002 bfffffffff800000000000 | Its fingerprints have more than 40 bits.
            00000003 00000001 00000001 000000000040 | Its last byte is not filled with zeros.
            00000003 00000001 00000001 00000000000000 | It goes on after its last fingerprint.
            00000003 00000001 00000000 00           | It goes on after its last fingerprint.
            00000002 00000001 0000000000000003 0000000000000003 | Its fingerprints do not rise.
            00000002 00000001 0000000000000003 0000000000000002 | Its fingerprints do not rise.
            00000002 00000001 00000000              | Its last fingerprint is cut off.
            """)
    void bytesThatAreNoFingerprintsAreRefused(String hex, String reason) {
        byte[] bytes = HexFormat.of().parseHex(hex == null ? "" : hex.replace(" ", ""));

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
        byte[] bytes = bytes(random(100));
        for (int length = 0; length < bytes.length; length++) {
            byte[] beginning = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(beginning))
                    .as("%d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Fingerprints random(int count) {
        Random random = new Random(1);
        return fingerprints(random.longs(count).toArray());
    }

    private static Fingerprints fingerprints(long... hashes) {
        return Fingerprints.ofHashes(hashes);
    }

    private static Fingerprints read(byte[] bytes) throws IOException {
        return Fingerprints.read(new ByteArrayInputStream(bytes));
    }

    private static String hex(long... hashes) throws IOException {
        return HexFormat.of().formatHex(bytes(fingerprints(hashes)));
    }

    private static byte[] bytes(Fingerprints fingerprints) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        fingerprints.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] longs(int format, int complete, long... values) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES * values.length);
        buffer.putInt(format).putInt(complete).asLongBuffer().put(values);
        return buffer.array();
    }
}
