package io.sentiment.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The numbers in which an engine multiplies matrices; sums, gates and cell states are always in single precision. */
public enum Precision {
    /** Single precision. */
    FP32,
    /** Half precision of IEEE 754: 5 bits of exponent, 10 of fraction. Needs a GPU. */
    FP16,
    /** The upper half of a single: 8 bits of exponent, 7 of fraction. Needs a GPU, or a CPU with {@code avx512_bf16}. */
    BF16,
    /** Whole numbers of 8 bits with a scale for each output unit and each row. Needs a CPU with {@code avx512_vnni}. */
    INT8;

    /** The name in configuration and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The precision with that label, in any case. */
    public static Optional<Precision> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(precision -> precision.label().equalsIgnoreCase(label))
                .findFirst();
    }

    @Override
    public String toString() {
        return label();
    }
}
