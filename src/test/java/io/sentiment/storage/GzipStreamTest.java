package io.sentiment.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sentiment.storage.GzipStream.DamagedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GzipStreamTest {

    /** The fields that follow the first ten bytes of a header. */
    private static final int CHECKSUM = 0x02;

    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;

    @Test
    void whatIsNotCompressedStaysAsItIs() throws IOException {
        for (String content : new String[] {"", "x", "\u001f", "label\ttext"}) {
            InputStream same = GzipStream.uncompressed(new ByteArrayInputStream(content.getBytes(UTF_8)));
            assertThat(new String(same.readAllBytes(), UTF_8)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 18, 512, 8_192})
    void allMembersAreOneStreamHoweverTheirBytesArrive(int atOnce) throws IOException {
        byte[] members = join(named("one "), gzip("two "), gzip(""), gzip("three ".repeat(5_000)), gzip("four"));

        for (InputStream content : new InputStream[] {
            GzipStream.uncompressed(new Arriving(members, atOnce)), new GzipStream(new Arriving(members, atOnce))
        }) {
            assertThat(new String(content.readAllBytes(), UTF_8))
                    .isEqualTo("one two " + "three ".repeat(5_000) + "four");
            assertThat(content.read()).isEqualTo(-1);
        }
    }

    @Test
    void contentLargerThanEveryBufferComesBackAsItWas() throws IOException {
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        Arrays.fill(content, 300_000, 900_000, (byte) 7);

        assertThat(stream(gzip(content)).readAllBytes()).isEqualTo(content);
    }

    @Test
    void bytesCanBeReadOneAtATime() throws IOException {
        InputStream content = stream(gzip("é"));

        assertThat(content.read()).isEqualTo(0xc3);
        assertThat(content.read()).isEqualTo(0xa9);
        assertThat(content.read()).isEqualTo(-1);
        assertThat(content.read()).isEqualTo(-1);
    }

    @Test
    void aStreamWithoutAMemberHasNoContent() throws IOException {
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void afterItIsClosedNothingIsRead() throws IOException {
        InputStream content = stream(gzip("one"));
        assertThat(content.read()).isEqualTo('o');
        content.close();

        assertThat(content.available()).isZero();
        assertThat(content.read()).isEqualTo(-1);
    }

    @Test
    void aHeaderMayHaveAllThatGzipKnows() throws IOException {
        byte[] whole = member(EXTRA | NAME | COMMENT | CHECKSUM, "text");
        assertThat(read(whole)).isEqualTo("text");

        byte[] damaged = whole.clone();
        damaged[4] ^= 1;
        assertDamaged(damaged, "its member 1 is corrupt");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x40, 0x80})
    void aHeaderWithAFieldThatGzipDoesNotKnowIsRefused(int flag) throws IOException {
        assertDamaged(member(flag, "text"), "its member 1 is corrupt");
    }

    @Test
    void aStreamThatIsCutAnywhereIsRefused() throws IOException {
        byte[] first = gzip("one");
        byte[] members = join(first, named("two"));

        for (int length = 1; length < members.length; length++) {
            byte[] cut = Arrays.copyOf(members, length);
            if (length == first.length) {
                assertThat(read(cut)).isEqualTo("one");
            } else {
                assertDamaged(cut, "it is cut in its member " + (length < first.length ? 1 : 2));
            }
        }
    }

    @Test
    void aWrongChecksumOrLengthIsRefused() throws IOException {
        for (int fromEnd : new int[] {1, 4, 5, 8}) {
            byte[] members = join(gzip("one"), gzip("two"));
            members[members.length - fromEnd]++;
            assertDamaged(members, "its member 2 is corrupt");
        }
    }

    /** A few bits say nothing: those between the data and their checksum. */
    @Test
    void aBitThatIsWrongNeverChangesTheContent() throws IOException {
        byte[] packed = gzip("some text that is packed");
        int refused = 0;
        for (int bit = 80; bit < 8 * packed.length; bit++) {
            byte[] damaged = packed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(read(damaged)).isEqualTo("some text that is packed");
            } catch (DamagedException refusal) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(8 * packed.length - 80 - 8);
    }

    @Test
    void zerosMayFillUpTheLastBlockAndNothingElseMayFollow() throws IOException {
        byte[] member = gzip("one");

        assertThat(read(join(member, new byte[1]))).isEqualTo("one");
        assertThat(read(join(member, new byte[3 << 20]))).isEqualTo("one");
        for (byte[] rest : new byte[][] {{'x'}, {0, 0, 'x'}, {0x1f, 'x'}, join(new byte[3], member)}) {
            assertDamaged(join(member, rest), "after its member 1 come bytes that are no gzip member");
        }
    }

    @Test
    void whatDoesNotBeginAsGzipIsRefused() {
        for (byte[] other : new byte[][] {"{}".getBytes(UTF_8), {0x1f, 'x'}, {0}, new byte[100]}) {
            assertDamaged(other, "there is something else where gzip data should begin");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {NAME, COMMENT, NAME | COMMENT})
    void aHeaderWithoutEndIsNotReadOn(int flags) {
        byte[] endless = new byte[64 << 20];
        Arrays.fill(endless, (byte) 'x');
        System.arraycopy(header(flags), 0, endless, 0, 10);
        ByteArrayInputStream stored = new ByteArrayInputStream(endless);

        assertThatThrownBy(() -> GzipStream.uncompressed(stored).readAllBytes()).isInstanceOf(DamagedException.class);
        assertThat(stored.available()).isGreaterThan(62 << 20);
    }

    /** Whoever closes a resource may read it to its end, and adds what it throws then to what it threw before. */
    @Test
    void whatIsDamagedStaysSoWithAnotherExceptionEachTime() {
        InputStream content = stream(new byte[] {1, 2, 3});
        Throwable first = catchThrowable(content::read);
        Throwable second = catchThrowable(content::readAllBytes);

        assertThat(first).isInstanceOf(DamagedException.class);
        assertThat(second)
                .isInstanceOf(DamagedException.class)
                .isNotSameAs(first)
                .hasMessage(first.getMessage());
    }

    @Test
    void aConnectionThatBreaksIsNoDamage() throws IOException {
        byte[] member = gzip("one");
        for (int length = 0; length < member.length; length++) {
            ByteArrayInputStream arrived = new ByteArrayInputStream(member, 0, length);
            for (IOException broken : new IOException[] {new IOException("gone"), new EOFException("gone")}) {
                InputStream stored = new FilterInputStream(arrived) {
                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        int read = super.read(bytes, offset, length);
                        if (read < 0) {
                            throw broken;
                        }
                        return read;
                    }
                };

                assertThatThrownBy(() -> new GzipStream(stored).readAllBytes()).isSameAs(broken);
            }
        }
    }

    /** Whoever asks what is available answers a client that waits for that answer before it goes on. */
    @Test
    void whatHasArrivedCanBeReadBeforeTheRestIsSent() throws IOException {
        try (PipedOutputStream client = new PipedOutputStream()) {
            InputStream content = new GzipStream(new PipedInputStream(client, 65_536));
            for (String member : new String[] {"first ", "second "}) {
                GZIPOutputStream packing = new GZIPOutputStream(client, 512, true);
                for (String piece : new String[] {"one\n", "two\n", "x".repeat(20_000) + "\n"}) {
                    packing.write((member + piece).getBytes(UTF_8));
                    packing.flush();
                    assertThat(new String(content.readNBytes(member.length() + piece.length()), UTF_8))
                            .isEqualTo(member + piece);
                    assertThat(content.available()).isZero();
                }
                packing.finish();
            }
        }
    }

    /** The last bytes of a long run are held by the inflater when it has no more input. */
    @Test
    void allThatHasArrivedIsAvailableToTheLastByte() throws IOException {
        byte[] packed = gzip(new byte[1_000_000]);
        InputStream content = stream(packed);
        byte[] bytes = new byte[1_000];
        int read = content.read(bytes);
        while (read < 1_000_000) {
            assertThat(content.available()).as("after " + read + " bytes").isPositive();
            read += content.read(bytes);
        }

        assertThat(content.available()).isZero();
        assertThat(content.read()).isEqualTo(-1);
    }

    @Test
    void damageThatIsFoundWhileAskingWhatIsAvailableIsToldByTheNextRead() throws IOException {
        // A stored block of 10,000 bytes, which is more than one buffer, and one of a kind that does not exist.
        byte[] length = {0, 0x10, 0x27, (byte) 0xef, (byte) 0xd8};
        InputStream content = stream(join(header(0), length, new byte[10_000], new byte[] {7}));
        assertThat(content.read(new byte[10_000])).isPositive();

        assertThat(content.available()).isZero();
        assertThatThrownBy(content::read).isInstanceOf(DamagedException.class).hasMessage("its member 1 is corrupt");
    }

    private static void assertDamaged(byte[] packed, String message) {
        assertThatThrownBy(() -> read(packed))
                .as(packed.length + " bytes")
                .isInstanceOf(DamagedException.class)
                .hasMessage(message);
    }

    private static InputStream stream(byte[] packed) {
        return new GzipStream(new ByteArrayInputStream(packed));
    }

    private static String read(byte[] packed) throws IOException {
        try (InputStream content = stream(packed)) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }

    private static byte[] gzip(String content) throws IOException {
        return gzip(content.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] named(String content) throws IOException {
        return member(NAME | COMMENT, content);
    }

    private static byte[] header(int flags) {
        return new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3};
    }

    private static byte[] member(int flags, String content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(header(flags));
        packed.write((flags & EXTRA) == 0 ? new byte[0] : new byte[] {3, 0, 'a', 'b', 'c'});
        packed.write(((flags & NAME) == 0 ? "" : "rows.tsv\0").getBytes(ISO_8859_1));
        packed.write(((flags & COMMENT) == 0 ? "" : "made by hand\0").getBytes(ISO_8859_1));
        if ((flags & CHECKSUM) != 0) {
            CRC32 checksum = new CRC32();
            checksum.update(packed.toByteArray());
            packed.write((int) checksum.getValue());
            packed.write((int) checksum.getValue() >> 8);
        }
        byte[] plain = gzip(content);
        packed.write(plain, 10, plain.length - 10);
        return packed.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** Gives so many bytes at once, and never says that more are available. */
    private static final class Arriving extends FilterInputStream {

        private final int atOnce;

        Arriving(byte[] bytes, int atOnce) {
            super(new ByteArrayInputStream(bytes));
            this.atOnce = atOnce;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, atOnce));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
