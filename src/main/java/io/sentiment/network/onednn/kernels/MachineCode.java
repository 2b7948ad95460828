package io.sentiment.network.onednn.kernels;

/** The functions of {@code src/main/c/kernels.c}; {@link Kernels} documents them. Numbers of type long are addresses or 0. */
final class MachineCode implements Kernels.Calls {

    /** Binds the functions to a library, for as long as the class lives. */
    static void load(String library) {
        System.load(library);
    }

    @Override
    public native int instructions();

    @Override
    public native void lstm(
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

    @Override
    public native void quantise(int rows, int width, long source, long bytes, long scales);

    @Override
    public native void round(long count, long source, long rounded);

    @Override
    public native void shorten(int rows, int width, int type, long source, long shortened, long factors);

    @Override
    public native void multiply(int type, int rows, int k, int n, long weights, long source, long scales, long sums);
}
