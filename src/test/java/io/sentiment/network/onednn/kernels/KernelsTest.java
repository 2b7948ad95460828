package io.sentiment.network.onednn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.NativeBlock;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels that the program brings and, where there is a compiler, those of the source of this checkout. */
@ParameterizedClass
@MethodSource("libraries")
class KernelsTest {

    private static final int ROWS = 5;

    private final Random random = new Random(3);
    private final Kernels kernels;

    KernelsTest(Kernels kernels) {
        this.kernels = kernels;
    }

    @BeforeAll
    static void requireInstructions() {
        assumeTrue(Kernels.ofThisMachine() != null, "this machine is no Linux with AVX-512");
    }

    static Stream<Named<Kernels>> libraries() {
        Kernels brought = Kernels.ofThisMachine();
        if (brought == null) {
            return Stream.empty();
        }
        Kernels.Calls compiled = Compiler.compiled();
        return compiled == null
                ? Stream.of(Named.of("brought", brought))
                : Stream.of(Named.of("brought", brought), Named.of("compiled now", new Kernels(compiled)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 130, 512})
    void anLstmStepIsThatOfDoublePrecision(int units) {
        float[] sums = values(ROWS * 4 * units, 3);
        float[] table = values(9 * 4 * units, 3);
        float[] cells = values(ROWS * units, 2);
        int[] places = {8, 0, 3, 3, 7, 1};
        try (NativeBlock ofSums = NativeBlock.ofFloats(sums);
                NativeBlock ofTable = NativeBlock.ofFloats(table);
                NativeBlock ofPlaces = ints(places)) {
            Kernels.Inputs inputs =
                    new Kernels.Inputs(ofTable.address(), Kernels.Numbers.SINGLE, ofPlaces.address(), 0, 0);
            for (boolean first : new boolean[] {false, true}) {
                float[] gates = new float[sums.length];
                for (int index = 0; index < gates.length; index++) {
                    int row = index / (4 * units);
                    gates[index] = table[places[row] * 4 * units + index % (4 * units)] + (first ? 0 : sums[index]);
                }
                assertStep(units, gates, cells, first ? null : new Kernels.Sums(ofSums.address(), 0), inputs, 1e-6f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 64})
    void rowsHaveFactorsAndInputsABias(int units) {
        float[] sums = values(ROWS * 4 * units, 3);
        float[] inputs = values(ROWS * 4 * units, 3);
        float[] factors = values(ROWS, 1);
        float[] others = values(ROWS, 1);
        float[] bias = values(4 * units, 1);
        float[] gates = new float[sums.length];
        for (int index = 0; index < gates.length; index++) {
            int row = index / (4 * units);
            gates[index] = factors[row] * sums[index] + others[row] * inputs[index] + bias[index % (4 * units)];
        }
        try (NativeBlock ofSums = NativeBlock.ofFloats(sums);
                NativeBlock ofInputs = NativeBlock.ofFloats(inputs);
                NativeBlock ofFactors = NativeBlock.ofFloats(factors);
                NativeBlock ofOthers = NativeBlock.ofFloats(others);
                NativeBlock ofBias = NativeBlock.ofFloats(bias)) {
            assertStep(
                    units,
                    gates,
                    values(ROWS * units, 2),
                    new Kernels.Sums(ofSums.address(), ofFactors.address()),
                    new Kernels.Inputs(
                            ofInputs.address(), Kernels.Numbers.SINGLE, 0, ofOthers.address(), ofBias.address()),
                    2e-6f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 48, 128})
    void aTableOfBf16IsThatOfValuesRoundedToTheNearest(int units) {
        float[] table = values(ROWS * 4 * units, 3);
        float[] rounded = new float[table.length];
        for (int index = 0; index < table.length; index++) {
            int bits = Float.floatToRawIntBits(table[index]) + (1 << 15);
            rounded[index] = Float.intBitsToFloat(bits & 0xffff0000);
        }
        assertShortened(units, Kernels.Numbers.BRAIN, table, rounded, 1e-6f);
    }

    /** Half of the value of 1 where the largest value is 10 is 6e-7. */
    @ParameterizedTest
    @ValueSource(ints = {3, 48, 128})
    void aTableOf24BitsIsNearlyThatOfTheValues(int units) {
        for (int round = 0; round < 20; round++) {
            float[] table = values(ROWS * 4 * units, 2);
            Arrays.fill(table, 0, 4 * units, 0);
            assertShortened(units, Kernels.Numbers.FIXED, table, table, 2e-6f);
        }
    }

    private void assertShortened(int units, Kernels.Numbers numbers, float[] table, float[] expected, float tolerance) {
        try (NativeBlock singles = NativeBlock.ofFloats(table);
                NativeBlock shortened = new NativeBlock((long) numbers.bytes() * table.length);
                NativeBlock factors = new NativeBlock(4L * ROWS);
                NativeBlock places = ints(4, 3, 2, 1, 0, 0)) {
            kernels.shorten(ROWS, 4 * units, numbers, singles.address(), shortened.address(), factors.address());
            float[] gates = new float[expected.length];
            for (int row = 0; row < ROWS; row++) {
                System.arraycopy(expected, (ROWS - 1 - row) * 4 * units, gates, row * 4 * units, 4 * units);
            }
            long ofRows = numbers == Kernels.Numbers.FIXED ? factors.address() : 0;
            Kernels.Inputs inputs = new Kernels.Inputs(shortened.address(), numbers, places.address(), ofRows, 0);
            assertStep(units, gates, values(ROWS * units, 2), null, inputs, tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 50})
    void valuesAreRoundedToTheNearestOfBf16(int count) {
        assumeTrue(kernels.has(Precision.BF16), "this CPU has no bf16");
        float[] source = values(count, 3);
        try (NativeBlock singles = NativeBlock.ofFloats(source);
                NativeBlock rounded = new NativeBlock(2L * count + 2)) {
            kernels.round(count, singles.address(), rounded.address());
            for (int index = 0; index < count; index++) {
                int bits = (rounded.ints().get(index / 2) >>> (16 * (index % 2))) << 16;
                assertThat(bits).isEqualTo((Float.floatToRawIntBits(source[index]) + (1 << 15)) & 0xffff0000);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 31, 1024})
    void eachRowIsQuantisedByItsLargestValue(int width) {
        float[] source = values(ROWS * width, 4);
        for (int index = 0; index < width; index++) {
            source[2 * width + index] = 0;
        }
        try (NativeBlock singles = NativeBlock.ofFloats(source);
                NativeBlock bytes = new NativeBlock((long) ROWS * width + 64);
                NativeBlock scales = new NativeBlock(4L * ROWS)) {
            kernels.quantise(ROWS, width, singles.address(), bytes.address(), scales.address());
            for (int row = 0; row < ROWS; row++) {
                float largest = 0;
                for (int index = 0; index < width; index++) {
                    largest = Math.max(largest, Math.abs(source[row * width + index]));
                }
                float scale = scales.floats().get(row);
                assertThat(scale).isEqualTo(largest == 0 ? 1 : largest / 127);
                for (int index = 0; index < width; index++) {
                    int value =
                            (byte) (bytes.ints().get((row * width + index) / 4) >> (8 * ((row * width + index) % 4)));
                    assertThat((float) value).isCloseTo(source[row * width + index] / scale, within(0.5001f));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.sentiment.network.onednn.kernels.KernelsTest#precisions")
    void productsOfAnyNumberOfRowsAreThoseOfTheWeights(Precision precision) {
        assumeTrue(kernels.has(precision), "this CPU has no " + precision);
        int group = switch (precision) {
            case FP32, FP16 -> 1;
            case BF16 -> 2;
            case INT8 -> 4;
        };
        int k = 32 * group;
        int n = 128;
        for (int rows = 1; rows <= 9; rows++) {
            // Whole numbers, whose products and sums are exact in each precision.
            int[][] source = new int[rows][k];
            int[][] weights = new int[k][n];
            fill(source);
            fill(weights);
            try (NativeBlock packed = new NativeBlock(4L * (k * n / group + n));
                    NativeBlock values = new NativeBlock(4L * (rows * k / group));
                    NativeBlock scales = NativeBlock.ofFloats(values(n, 1));
                    NativeBlock sums = new NativeBlock(4L * rows * n)) {
                for (int column = 0; column < n; column++) {
                    int ofColumn = 0;
                    for (int at = 0; at < k; at += group) {
                        int block = column / 64;
                        int place = (block * (k / group) + at / group) * 64 + column % 64;
                        packed.ints().put(place, group(precision, weights, at, column));
                        for (int part = 0; part < group; part++) {
                            ofColumn += weights[at + part][column];
                        }
                    }
                    packed.ints().put(k * n / group + column, -128 * ofColumn);
                }
                for (int row = 0; row < rows; row++) {
                    for (int at = 0; at < k; at += group) {
                        int[][] column = new int[k][1];
                        for (int part = 0; part < group; part++) {
                            column[at + part][0] = source[row][at + part];
                        }
                        values.ints().put((row * k + at) / group, group(precision, column, at, 0));
                    }
                }
                kernels.multiply(
                        precision, rows, k, n, packed.address(), values.address(), scales.address(), sums.address());
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column < n; column++) {
                        float expected = 0;
                        for (int at = 0; at < k; at++) {
                            expected += source[row][at] * weights[at][column];
                        }
                        float factor =
                                precision == Precision.INT8 ? scales.floats().get(column) : 1;
                        assertThat(sums.floats().get(row * n + column)).isEqualTo(expected * factor);
                    }
                }
            }
        }
    }

    static Stream<Precision> precisions() {
        return Stream.of(Precision.FP32, Precision.BF16, Precision.INT8);
    }

    /** The values of a group along k as the 32 bits that they take. */
    private static int group(Precision precision, int[][] values, int at, int column) {
        return switch (precision) {
            case FP32, FP16 -> Float.floatToRawIntBits(values[at][column]);
            case BF16 ->
                (Float.floatToRawIntBits(values[at][column]) >>> 16)
                        | (Float.floatToRawIntBits(values[at + 1][column]) & 0xffff0000);
            case INT8 -> {
                int bits = 0;
                for (int part = 0; part < 4; part++) {
                    bits |= (values[at + part][column] & 0xff) << (8 * part);
                }
                yield bits;
            }
        };
    }

    private void fill(int[][] values) {
        for (int[] row : values) {
            for (int index = 0; index < row.length; index++) {
                row[index] = random.nextInt(-9, 10);
            }
        }
    }

    /** A step of the kernels against the formula, for gates of which the last three are halved. */
    private void assertStep(
            int units,
            float[] gates,
            float[] cells,
            Kernels.@Nullable Sums sums,
            Kernels.Inputs inputs,
            float tolerance) {
        int stride = 2 * units;
        try (NativeBlock ofCells = NativeBlock.ofFloats(cells);
                NativeBlock states = new NativeBlock(4L * ROWS * stride)) {
            kernels.lstm(ROWS, units, sums, inputs, ofCells.address(), states.address(), stride);
            FloatBuffer newCells = ofCells.floats();
            FloatBuffer newStates = states.floats();
            for (int row = 0; row < ROWS; row++) {
                for (int unit = 0; unit < units; unit++) {
                    int at = row * 4 * units + unit;
                    double cell = sigmoid(gates[at + units]) * cells[row * units + unit]
                            + sigmoid(gates[at + 3 * units]) * Math.tanh(gates[at]);
                    double state = sigmoid(gates[at + 2 * units]) * Math.tanh(cell);
                    assertThat(newCells.get(row * units + unit)).isCloseTo((float) cell, within(3 * tolerance));
                    assertThat(newStates.get(row * stride + unit)).isCloseTo((float) state, within(tolerance));
                    assertThat(newStates.get(row * stride + units + unit)).isZero();
                }
            }
        }
    }

    /** The sigmoid of twice a value. */
    private static double sigmoid(double half) {
        return 0.5 + 0.5 * Math.tanh(half);
    }

    private float[] values(int count, float deviation) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static NativeBlock ints(int... values) {
        NativeBlock block = new NativeBlock(4L * values.length);
        block.ints().put(0, values);
        return block;
    }
}
