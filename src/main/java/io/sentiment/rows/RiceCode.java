package io.sentiment.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Different numbers in rising order as bits: of each, how many numbers lie between it and the one before, divided by a power
 * of two, 2ᵏ. The quotient stands there as that many ones and a zero, and after it the remainder in k bits, the most
 * significant one first (Golomb 1966, "Run-length encodings"; Rice 1979). The last byte is filled with zeros. Whatever the
 * bits are, the numbers rise and are different. Immutable and thread-safe.
 *
 * <p>Of numbers that are spread evenly over b bits, n of them, the distances are on average d = 2ᵇ / n and distributed
 * geometrically. With 2ᵏ just below d each number takes 1 + k + 1 / (exp(2ᵏ / d) − 1) bits, which is log₂ d + 1.5 or
 * a little more or less; no code can do with less than log₂ d + 1.44 (the entropy). Integers of as many bytes as they need
 * take from 3 to 6 bits more, and the code of Elias and Fano half a bit.
 *
 * @param bits of a number, from 1 to 62
 * @param count how many numbers there are, at least 0
 */
record RiceCode(int bits, int count) {

    private static final int MOST_AT_FIRST = 1 << 13;

    /** Writes the numbers, each from 0 to 2ᵇ − 1. Does not close the stream. */
    void write(long[] rising, OutputStream stream) throws IOException {
        Writer writer = new Writer(stream);
        long before = -1;
        for (long number : rising) {
            long between = number - before - 1;
            for (long ones = between >>> remainderBits(); ones > 0; ones--) {
                writer.write(1);
            }
            writer.write(0);
            for (int bit = remainderBits() - 1; bit >= 0; bit--) {
                writer.write((int) (between >>> bit) & 1);
            }
            before = number;
        }
        writer.fill();
    }

    /**
     * Reads what {@link #write} wrote, byte by byte and none beyond it.
     *
     * @throws IllegalArgumentException if it was not written so; the message is a sentence
     */
    long[] read(InputStream stream) throws IOException {
        Reader reader = new Reader(stream);
        // The number of them is a claim until they have been read.
        long[] numbers = new long[Math.min(count, MOST_AT_FIRST)];
        long before = -1;
        for (int index = 0; index < count; index++) {
            long quotient = 0;
            while (reader.read() == 1) {
                quotient++;
                require(quotient >>> (bits - remainderBits()) == 0);
            }
            long between = quotient << remainderBits();
            for (int bit = remainderBits() - 1; bit >= 0; bit--) {
                between |= (long) reader.read() << bit;
            }
            require(between < (1L << bits) - 1 - before);
            before += between + 1;
            numbers = index == numbers.length ? Arrays.copyOf(numbers, Math.min(count, 2 * index)) : numbers;
            numbers[index] = before;
        }
        reader.requireFilled();
        return numbers;
    }

    private void require(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("Its fingerprints have more than " + bits + " bits.");
        }
    }

    /** The k with n · 2ᵏ ≤ 2ᵇ that is the largest but for rounding n up to a power of two. */
    private int remainderBits() {
        int bitsOfCount = count == 0 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
        return Math.max(0, bits - bitsOfCount);
    }

    private static final class Writer {

        private final OutputStream stream;
        private int bits;
        private int size;

        private Writer(OutputStream stream) {
            this.stream = stream;
        }

        private void write(int bit) throws IOException {
            bits = bits << 1 | bit;
            size++;
            if (size == Byte.SIZE) {
                stream.write(bits);
                size = 0;
            }
        }

        private void fill() throws IOException {
            while (size > 0) {
                write(0);
            }
        }
    }

    private static final class Reader {

        private final InputStream stream;
        private int bits;
        private int left;

        private Reader(InputStream stream) {
            this.stream = stream;
        }

        private int read() throws IOException {
            if (left == 0) {
                bits = stream.read();
                if (bits < 0) {
                    throw new IllegalArgumentException("Its last fingerprint is cut off.");
                }
                left = Byte.SIZE;
            }
            left--;
            return bits >>> left & 1;
        }

        /** Equal numbers have equal bytes only if the bits that fill the last one are known. */
        private void requireFilled() {
            if ((bits & (1 << left) - 1) != 0) {
                throw new IllegalArgumentException("Its last byte is not filled with zeros.");
            }
        }
    }
}
