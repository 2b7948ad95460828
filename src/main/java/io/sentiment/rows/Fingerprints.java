package io.sentiment.rows;

import io.sentiment.text.TokenizedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Rows without their texts: tells whether another row is one of them, or a near twin of one. Immutable and thread-safe.
 *
 * <p>A text of fewer than four {@link Shingles} resembles only texts with the very same ones, so it has one fingerprint,
 * a hash of them all. Any other text has four, each a hash of two min-hashes. The smallest value that a random hash
 * function takes on the shingles of a text is the same for two texts with the probability J, their Jaccard coefficient
 * (Broder 1997, "On the resemblance and containment of documents"). Two texts therefore share at least one of the four
 * with the probability 1 − (1 − J²)⁴ (the banding of Indyk and Motwani 1998, "Approximate nearest neighbors: towards
 * removing the curse of dimensionality"): 98.3 % at the threshold of near twins, J = 0.8, and 99.9 % at 0.9, but 3.9 %
 * at 0.1 and never where they share no shingle but by chance.
 *
 * <p>A fingerprint has 40 bits. Against those of 500,000 long texts, two million, a long text that shares nothing with them
 * has one of theirs by chance with the probability 4 · 2,000,000 / 2⁴⁰ = 7.3 · 10⁻⁶: of 100,000 such texts 0.7
 * are taken for rows that were trained on. Such a row is not measured on, or not replayed, which a set of so many can bear;
 * never is a row that was trained on taken for a new one. With 32 bits 186 would be, and 1,562 at {@link #MAXIMUM}.
 */
public final class Fingerprints {

    /** Of no row. */
    public static final Fingerprints NONE = new Fingerprints(new long[0], true);

    /** The largest number of them: 128 MiB, four million long texts. */
    public static final int MAXIMUM = 1 << 24;

    /** The most bytes that a file of them has, of whatever format. */
    public static final long MAXIMUM_FILE_BYTES = FingerprintFile.MAXIMUM_BYTES;

    static final int BITS = 40;

    private static final int BANDS = 4;
    private static final int MINIMA_IN_BAND = 2;

    /** With three runs, one that differs leaves a coefficient of 2/4, and one more or less 3/4: no near twin. */
    private static final int FEWEST_FOR_BANDS = 4;

    private final long[] sorted;
    private final boolean complete;

    /** @param sorted rising, each of {@value #BITS} bits; kept, not copied */
    Fingerprints(long[] sorted, boolean complete) {
        this.sorted = sorted;
        this.complete = complete;
    }

    /** Those of the {@link TokenizedText#words} of one text, from 1 to 4. */
    public static Fingerprints of(List<String> words) {
        Shingles shingles = Shingles.of(words);
        if (shingles.size() < FEWEST_FOR_BANDS) {
            long hash = shingles.size();
            for (int index = 0; index < shingles.size(); index++) {
                hash = Shingles.mixed(hash * 31 + shingles.hash(index));
            }
            return ofHashes(hash);
        }
        long[] bands = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long hash = band;
            for (int function = band * MINIMA_IN_BAND; function < (band + 1) * MINIMA_IN_BAND; function++) {
                hash = Shingles.mixed(hash * 31 + shingles.minimum(function));
            }
            bands[band] = hash;
        }
        return ofHashes(bands);
    }

    /** The lower bits of hashes in any order, complete. */
    static Fingerprints ofHashes(long... hashes) {
        long[] values =
                Arrays.stream(hashes).map(hash -> hash & ((1L << BITS) - 1)).toArray();
        return new Fingerprints(Shingles.sortedDistinct(values, values.length), true);
    }

    /** Whether these are of all rows that the version and its ancestors were trained on, as far as that is known. */
    public boolean isComplete() {
        return complete;
    }

    /** The number of different fingerprints. */
    public int size() {
        return sorted.length;
    }

    /** Whether a row of these is a row of the others, or a near twin of one. */
    public boolean sharesAny(Fingerprints others) {
        long[] fewer = size() < others.size() ? sorted : others.sorted;
        long[] more = size() < others.size() ? others.sorted : sorted;
        for (long fingerprint : fewer) {
            if (Arrays.binarySearch(more, fingerprint) >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Those of the rows of both, which are complete if both are.
     *
     * @throws UnusableDataException if there are more than {@value #MAXIMUM}
     */
    public Fingerprints and(Fingerprints other) {
        return new Fingerprints(union(sorted, other.sorted), complete && other.complete);
    }

    /**
     * Takes no memory but the result's: those of a large model are a tenth of the heap of a small container. Where one of them
     * has none, the result is the other.
     */
    private static long[] union(long[] first, long[] second) {
        if (first.length == 0 || second.length == 0) {
            return first.length == 0 ? second : first;
        }
        int shared = Shingles.shared(first, second);
        long[] union = new long[requireFew(first.length + second.length - shared)];
        int inFirst = 0;
        int inSecond = 0;
        for (int index = 0; index < union.length; index++) {
            boolean takesFirst =
                    inSecond == second.length || (inFirst < first.length && first[inFirst] <= second[inSecond]);
            union[index] = takesFirst ? first[inFirst] : second[inSecond];
            inFirst += inFirst < first.length && first[inFirst] == union[index] ? 1 : 0;
            inSecond += inSecond < second.length && second[inSecond] == union[index] ? 1 : 0;
        }
        return union;
    }

    private static int requireFew(int size) {
        if (size > MAXIMUM) {
            throw new UnusableDataException(
                    "The rows that the version and its ancestors were trained on have more than " + MAXIMUM
                            + " fingerprints: train from scratch, with fewer rows.");
        }
        return size;
    }

    /** These fingerprints, of which it is not known whether they are all. */
    public Fingerprints incomplete() {
        return new Fingerprints(sorted, false);
    }

    /** As longs in rising order, big-endian, and nothing else. */
    public byte[] toLongs() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * sorted.length);
        bytes.asLongBuffer().put(sorted);
        return bytes.array();
    }

    /** What {@link #toLongs} gave, which in earlier releases had 64 bits of each hash. */
    public static Fingerprints ofLongs(byte[] bytes) {
        long[] hashes = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(hashes);
        return ofHashes(hashes);
    }

    /** Writes them as a file. Does not close the stream. */
    public void writeTo(OutputStream stream) throws IOException {
        FingerprintFile.write(sorted, complete, stream);
    }

    /**
     * Reads what {@link #writeTo} wrote, in this release or an earlier one, to the end of the stream, which stays open.
     *
     * @throws IllegalArgumentException if it was not written so; the message is a sentence
     */
    public static Fingerprints read(InputStream stream) throws IOException {
        return FingerprintFile.read(stream);
    }

    /** Puts the fingerprints of many rows together, each once. Not thread-safe. */
    public static final class Collector {

        private static final int FEWEST_UNSORTED = 1 << 10;

        private long[] sorted = {};
        private long[] unsorted = new long[FEWEST_UNSORTED];
        private int size;

        /**
         * Adds those of further rows.
         *
         * @throws UnusableDataException if there are more than {@value #MAXIMUM} different ones
         */
        public void add(Fingerprints fingerprints) {
            long[] added = fingerprints.sorted;
            if (size + added.length > unsorted.length) {
                sort();
                // The more there are, the more are waited for until all are merged again.
                unsorted = new long[Math.max(FEWEST_UNSORTED, sorted.length / 4)];
            }
            if (added.length > unsorted.length) {
                sorted = union(sorted, added);
            } else {
                System.arraycopy(added, 0, unsorted, size, added.length);
                size += added.length;
            }
        }

        /**
         * Those of all rows so far.
         *
         * @throws UnusableDataException if there are more than {@value #MAXIMUM} different ones
         */
        public Fingerprints collected() {
            sort();
            return new Fingerprints(sorted, true);
        }

        private void sort() {
            sorted = union(sorted, Shingles.sortedDistinct(unsorted, size));
            size = 0;
        }
    }
}
