package io.sentiment.network.onednn.kernels;

import io.sentiment.network.Precision;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to machine code of our own, for x86-64 CPUs with AVX-512 on Linux. All memory is native and the caller's, who sees to
 * it that it is there, as large as a method says, until the call returns; no address needs an alignment. Thread-safe.
 */
public final class Kernels {

    /** A system property; the value {@code none} lets Java and oneDNN compute alone. Not a setting, hence the name. */
    public static final String SWITCH = "io.sentiment.kernels";

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

    /** Bits of {@link Calls#instructions}. */
    private static final int VECTORS = 1;

    private static final int BRAIN = 2;

    private static final int BYTES = 4;

    private static final @Nullable Kernels OF_THIS_MACHINE = load();

    private final Calls calls;
    private final int instructions;

    /** @param calls of a library that is loaded */
    Kernels(Calls calls) {
        this.calls = calls;
        instructions = calls.instructions();
    }

    /** Those that this machine can run, or null if it cannot run them or {@link #SWITCH} says so. */
    public static @Nullable Kernels ofThisMachine() {
        return "none".equals(System.getProperty(SWITCH)) ? null : OF_THIS_MACHINE;
    }

    /** Whether this CPU computes with numbers of a precision; {@link #round} is for those that have bf16. */
    public boolean has(Precision precision) {
        return switch (precision) {
            case FP32 -> true;
            case FP16 -> false;
            case BF16 -> (instructions & BRAIN) != 0;
            case INT8 -> (instructions & BYTES) != 0;
        };
    }

    /**
     * A step of an LSTM for some rows: {@code c = f·c' + i·g} and {@code h = o·tanh(c)} (Hochreiter and Schmidhuber 1997; Gers
     * et al. 2000), where the sum before the function of each gate is that of its input and its product with the earlier
     * state. Gates come in the order g, f, o, i; the sums of the last three are halved. Errors as those of
     * {@code Activations.tanh}, within 1e-6.
     *
     * @param sums [rows, 4 · units] products with the earlier state, or null where there is none
     * @param inputs projections of the inputs
     * @param cells [rows, units] c' in and c out
     * @param states the first unit of the first row out: h
     * @param stride values from a row of the states to the next
     */
    public void lstm(int rows, int units, @Nullable Sums sums, Inputs inputs, long cells, long states, int stride) {
        calls.lstm(
                rows,
                units,
                sums == null ? 0 : sums.values,
                sums == null ? 0 : sums.factors,
                inputs.values,
                inputs.numbers.bytes,
                inputs.places,
                inputs.factors,
                inputs.bias,
                cells,
                states,
                stride);
    }

    /**
     * Whole numbers from -127 to 127 for each row by itself, with a scale that follows from its largest absolute value:
     * symmetric quantisation (Jacob et al. 2018, section 2.1, with zero point 0).
     *
     * @param source [rows, width] of single precision
     * @param bytes [rows, width] out
     * @param scales [rows] out: the value of 1 in each row
     */
    public void quantise(int rows, int width, long source, long bytes, long scales) {
        calls.quantise(rows, width, source, bytes, scales);
    }

    /**
     * Rounds values of single precision to the nearest of bf16.
     *
     * @param source [count]
     * @param rounded [count] of 16 bits out
     */
    public void round(long count, long source, long rounded) {
        calls.round(count, source, rounded);
    }

    /**
     * Rounds rows of finite values of single precision to the nearest of shorter numbers.
     *
     * @param source [rows, width]
     * @param numbers not {@link Numbers#SINGLE}
     * @param shortened [rows, width] of those numbers out
     * @param factors [rows] out for {@link Numbers#FIXED}, otherwise 0
     */
    public void shorten(int rows, int width, Numbers numbers, long source, long shortened, long factors) {
        calls.shorten(rows, width, numbers.bytes, source, shortened, factors);
    }

    /**
     * Products of few rows with weights in oneDNN's layout. Up to two rows take as long as a core needs to read the weights; from
     * four on four rows at a time take what the core can multiply, and a rest of fewer as much as if it were two.
     *
     * @param precision that the CPU {@linkplain #has has}: of the source and the weights
     * @param k a multiple of the values that make up 64 bytes
     * @param n a multiple of 64
     * @param weights [k, n] in blocks of 64 columns; in a block for each group of one value of fp32, two of bf16 or four
     *     bytes along k those of every column. Behind bytes are -128 times the sums of the columns as whole numbers of 32 bits [n]
     * @param source [rows, k]
     * @param scales [n] by which sums of bytes are multiplied; not read otherwise
     * @param sums [rows, n] of single precision out
     */
    public void multiply(
            Precision precision, int rows, int k, int n, long weights, long source, long scales, long sums) {
        int type = switch (precision) {
            case FP32 -> 0;
            case FP16 -> throw new IllegalArgumentException("The CPU does not compute in fp16.");
            case BF16 -> 1;
            case INT8 -> 2;
        };
        calls.multiply(type, rows, k, n, weights, source, scales, sums);
    }

    private static @Nullable Kernels load() {
        try {
            return load(KernelLibrary.ofThisSystem());
        } catch (IOException e) {
            return without(e);
        }
    }

    /** Those of a library, or null with a line in the log if it cannot be loaded, and without one if there is none. */
    static @Nullable Kernels load(@Nullable KernelLibrary library) {
        if (library == null) {
            return null;
        }
        try {
            MachineCode.load(library.unpacked().toString());
            Kernels kernels = new Kernels(new MachineCode());
            return (kernels.instructions & VECTORS) == 0 ? null : kernels;
        } catch (IOException | LinkageError e) {
            return without(e);
        }
    }

    private static @Nullable Kernels without(Throwable reason) {
        LOG.warn("Predictions on the CPU are slower than they could be: {}", reason.getMessage());
        return null;
    }

    /**
     * Products of rows with weights.
     *
     * @param values [rows, columns] of single precision
     * @param factors [rows] by which the values of each row are multiplied, or 0 for none
     */
    public record Sums(long values, long factors) {}

    /**
     * Rows of projected inputs.
     *
     * @param values [any, 4 · units]
     * @param numbers of the values; where they are shorter than single precision, there is no bias
     * @param places of 32 bits [rows + 1]: which row of the values each row reads, and one that may be read next, or 0 where
     *     they are read as they lie
     * @param factors of single precision by which each row of the values is multiplied, or 0 where there are none; there are for
     *     {@link Numbers#FIXED}
     * @param bias [4 · units] of single precision that is added, or 0
     */
    public record Inputs(long values, Numbers numbers, long places, long factors, long bias) {}

    /** Numbers of projected inputs. A value of bf16 is the first half of one of single precision. */
    public enum Numbers {
        SINGLE(4),
        /**
         * Whole numbers of 24 bits, by which the largest value of a row becomes 8,388,592: about as exact as single precision
         * is for that value. The upper 16 bits of all values of a row come before the lower 8.
         */
        FIXED(3),
        BRAIN(2);

        private final int bytes;

        Numbers(int bytes) {
            this.bytes = bytes;
        }

        /** Of one. */
        public int bytes() {
            return bytes;
        }
    }

    /** The functions of a library. */
    public interface Calls {

        /** What this CPU can run: 1 for the vectors that everything needs, 2 for bf16, 4 for products of bytes. */
        int instructions();

        void lstm(
                int rows,
                int units,
                long sums,
                long sumFactors,
                long inputs,
                int type,
                long places,
                long inputFactors,
                long bias,
                long cells,
                long states,
                int stride);

        void quantise(int rows, int width, long source, long bytes, long scales);

        void round(long count, long source, long rounded);

        void shorten(int rows, int width, int type, long source, long shortened, long factors);

        void multiply(int type, int rows, int k, int n, long weights, long source, long scales, long sums);
    }
}
