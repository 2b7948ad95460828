package io.sentiment.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipStreamTest {

    @Test
    void whatIsNotCompressedStaysAsItIs() throws IOException {
        for (String content : new String[] {"", "x", "\u001f", "label\ttext"}) {
            assertThat(read(content.getBytes(UTF_8))).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 18, 512, 8_192})
    void allMembersAreOneStreamHoweverTheirBytesArrive(int atOnce) throws IOException {
        byte[] members = join(named("one "), gzip("two "), gzip(""), gzip("three ".repeat(5_000)), gzip("four"));

        InputStream content = GzipStream.uncompressed(new Arriving(members, atOnce));

        assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo("one two " + "three ".repeat(5_000) + "four");
        assertThat(content.read()).isEqualTo(-1);
    }

    @Test
    void aStreamThatIsCutAnywhereIsRefused() throws IOException {
        byte[] first = gzip("one");
        byte[] members = join(first, named("two"));

        for (int length = 2; length < members.length; length++) {
            byte[] cut = Arrays.copyOf(members, length);
            if (length == first.length) {
                assertThat(read(cut)).isEqualTo("one");
            } else {
                assertThatThrownBy(() -> read(cut))
                        .as("the first " + length + " bytes")
                        .isInstanceOf(GzipStream.DamagedException.class);
            }
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(members, members.length - 9)))
                .hasMessage("it is cut in its member 2");
    }

    @Test
    void aWrongChecksumOrLengthIsRefused() throws IOException {
        for (int fromEnd : new int[] {1, 4, 5, 8}) {
            byte[] members = join(gzip("one"), gzip("two"));
            members[members.length - fromEnd]++;
            assertThatThrownBy(() -> read(members))
                    .isInstanceOf(GzipStream.DamagedException.class)
                    .hasMessage("its member 2 is corrupt");
        }
    }

    @Test
    void zerosMayFillUpTheLastBlockAndNothingElseMayFollow() throws IOException {
        byte[] member = gzip("one");

        assertThat(read(join(member, new byte[1]))).isEqualTo("one");
        assertThat(read(join(member, new byte[10_000]))).isEqualTo("one");
        for (byte[] rest : new byte[][] {{'x'}, {0, 0, 'x'}, {0x1f, 'x'}, join(new byte[3], member)}) {
            assertThatThrownBy(() -> read(join(member, rest)))
                    .isInstanceOf(GzipStream.DamagedException.class)
                    .hasMessage("after its member 1 come bytes that are no gzip member");
        }
    }

    @Test
    void aHeaderWithoutEndIsNotHeldInMemory() {
        byte[] endless = new byte[64 << 20];
        Arrays.fill(endless, (byte) 'x');
        // Deflate, and a name follows.
        System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3}, 0, endless, 0, 10);
        ByteArrayInputStream stored = new ByteArrayInputStream(endless);

        assertThatThrownBy(() -> GzipStream.uncompressed(stored).readAllBytes())
                .isInstanceOf(GzipStream.DamagedException.class);
        assertThat(stored.available()).isGreaterThan(60 << 20);
    }

    @Test
    void aConnectionThatBreaksIsNoDamage() throws IOException {
        byte[] member = gzip("one");
        for (IOException broken : new IOException[] {new IOException("gone"), new EOFException("gone")}) {
            InputStream stored = new FilterInputStream(new ByteArrayInputStream(member, 0, member.length - 4)) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int read = super.read(bytes, offset, length);
                    if (read < 0) {
                        throw broken;
                    }
                    return read;
                }
            };

            assertThatThrownBy(() -> GzipStream.uncompressed(stored).readAllBytes())
                    .isSameAs(broken);
        }
    }

    private static String read(byte[] stored) throws IOException {
        return new String(
                GzipStream.uncompressed(new ByteArrayInputStream(stored)).readAllBytes(), UTF_8);
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** With the fields of a header that are seldom there. */
    private static byte[] named(String content) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setFileName("rows.tsv");
        parameters.setComment("made by hand");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(bytes, parameters)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.write(part);
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
