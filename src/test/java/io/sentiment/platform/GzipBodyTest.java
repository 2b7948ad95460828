package io.sentiment.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GzipBodyTest {

    @Test
    void allMembersAreUnpackedOneAfterTheOther() throws IOException {
        byte[] packed = joined(pack("one, "), pack(""), pack("two, "), pack("three"));

        assertThat(unpack(packed)).isEqualTo("one, two, three");
    }

    @Test
    void contentLargerThanEveryBufferComesBackAsItWas() throws IOException {
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        Arrays.fill(content, 300_000, 900_000, (byte) 7);

        assertThat(new GzipBody(new ByteArrayInputStream(pack(content))).readAllBytes())
                .isEqualTo(content);
    }

    @Test
    void bytesCanBeReadOneAtATime() throws IOException {
        GzipBody body = new GzipBody(new ByteArrayInputStream(pack("é")));

        assertThat(body.read()).isEqualTo(0xc3);
        assertThat(body.read()).isEqualTo(0xa9);
        assertThat(body.read()).isEqualTo(-1);
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void aHeaderMayHaveAllThatGzipKnows() throws IOException {
        byte[] plain = pack("text");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0x02 | 0x04 | 0x08 | 0x10, 1, 2, 3, 4, 0, 3});
        packed.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
        packed.writeBytes("name\0comment\0".getBytes(StandardCharsets.ISO_8859_1));
        CRC32 checksum = new CRC32();
        checksum.update(packed.toByteArray());
        packed.write((int) checksum.getValue());
        packed.write((int) checksum.getValue() >> 8);
        packed.write(plain, 10, plain.length - 10);

        assertThat(unpack(packed.toByteArray())).isEqualTo("text");

        byte[] damaged = packed.toByteArray();
        damaged[4] ^= 1;
        assertDamaged(damaged, "the checksum of a header does not match");
    }

    @Test
    void whatIsCutAnywhereIsRefused() {
        byte[] packed = joined(pack("the first member"), pack("the second member"));
        int first = pack("the first member").length;
        for (int length = 1; length < packed.length; length++) {
            if (length != first) {
                assertDamaged(Arrays.copyOf(packed, length), "it ends before its last member does");
            }
        }
    }

    /** A few bits say nothing: those between the data and their checksum. */
    @Test
    void aBitThatIsWrongNeverChangesTheContent() throws IOException {
        byte[] packed = pack("some text that is packed");
        int refused = 0;
        for (int bit = 80; bit < 8 * packed.length; bit++) {
            byte[] damaged = packed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(unpack(damaged)).isEqualTo("some text that is packed");
            } catch (ProblemException refusal) {
                assertThat(refusal.problem().type()).isEqualTo(ProblemType.MALFORMED_CODING);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(8 * packed.length - 80 - 8);
    }

    @Test
    void whatFollowsTheLastMemberIsRefused() {
        assertDamaged(joined(pack("text"), new byte[] {0}), "something else where gzip data should begin");
        assertDamaged("{\"texts\": []}".getBytes(StandardCharsets.UTF_8), "something else");
    }

    @Test
    void anEmptyBodyStaysEmpty() throws IOException {
        assertThat(unpack(new byte[0])).isEmpty();
    }

    @Test
    void afterAFaultTheBodyHasEnded() throws IOException {
        GzipBody body = new GzipBody(new ByteArrayInputStream(new byte[] {1, 2, 3}));

        assertThatThrownBy(body::read).isInstanceOf(ProblemException.class);
        assertThat(body.read()).isEqualTo(-1);
    }

    /** Whoever asks what is available answers a client that waits for that answer before it goes on. */
    @Test
    void whatHasArrivedCanBeReadBeforeTheRestIsSent() throws IOException {
        try (PipedOutputStream client = new PipedOutputStream()) {
            GzipBody body = new GzipBody(new PipedInputStream(client, 65_536));
            GZIPOutputStream packing = new GZIPOutputStream(client, 512, true);
            for (String piece : new String[] {"one\n", "two\n", "x".repeat(20_000) + "\n"}) {
                packing.write(piece.getBytes(StandardCharsets.UTF_8));
                packing.flush();
                assertThat(new String(body.readNBytes(piece.length()), StandardCharsets.UTF_8))
                        .isEqualTo(piece);
                assertThat(body.available()).isZero();
            }
        }
    }

    private static void assertDamaged(byte[] packed, String reason) {
        assertThatThrownBy(() -> unpack(packed))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().type()).isEqualTo(ProblemType.MALFORMED_CODING))
                .hasMessageContaining(reason);
    }

    private static String unpack(byte[] packed) throws IOException {
        try (GzipBody body = new GzipBody(new ByteArrayInputStream(packed))) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] pack(String text) {
        return pack(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] pack(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(content);
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[]... members) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte[] member : members) {
            packed.writeBytes(member);
        }
        return packed.toByteArray();
    }
}
