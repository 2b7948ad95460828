package io.sentiment.network.cuda.driver;

/** How a device stores a number. */
public enum NumberType {
    /** Single precision. */
    FP32(0, 4),
    /** Half precision of IEEE 754: 5 bits of exponent, 10 of fraction. */
    FP16(2, 2),
    /** The upper half of a single: 8 bits of exponent, 7 of fraction. */
    BF16(14, 2);

    /** {@code cudaDataType_t} in {@code library_types.h}. */
    private final int number;

    private final int bytes;

    NumberType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    int number() {
        return number;
    }

    public int bytes() {
        return bytes;
    }
}
