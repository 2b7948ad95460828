package io.sentiment.network.cuda.driver;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.sentiment.network.onednn.Owned;

/** cuBLAS on a stream, with a workspace of its own, as graphs need. Owns both until {@link #close()}. */
public final class Cublas implements AutoCloseable {

    /** What NVIDIA advises for Hopper, the most of all. */
    public static final long WORKSPACE_BYTES = 32L << 20;

    private static final int AS_IT_IS = 0;
    private static final int TRANSPOSED = 1;

    /** Fused multiplication and addition in single precision; TensorFloat-32 would keep 3 digits. */
    private static final int MATH_DEFAULT = 0;

    /** Sums in single precision, whatever is multiplied. */
    private static final int COMPUTE_32F = 68;

    /** cuBLAS chooses how. */
    private static final int GEMM_DEFAULT = -1;

    private final Owned owned = new Owned();
    private final BlasCalls calls;
    private final long handle;
    /** Zero and one. */
    private final Memory factors = new Memory(2L * Float.BYTES);

    /** @throws CudaException if this machine has no cuBLAS, or it does not start */
    public Cublas(CudaContext context, CudaStream stream) {
        calls = NativeLibraries.cublas();
        factors.setFloat(0, 0);
        factors.setFloat(Float.BYTES, 1);
        try {
            DeviceMemory workspace = owned.add(new DeviceMemory(context, WORKSPACE_BYTES));
            long[] result = {0};
            check(calls.cublasCreate_v2(result), "cublasCreate");
            handle = result[0];
            owned.add(() -> check(calls.cublasDestroy_v2(handle), "cublasDestroy"));
            check(calls.cublasSetStream_v2(handle, stream.handle()), "cublasSetStream");
            check(calls.cublasSetMathMode(handle, MATH_DEFAULT), "cublasSetMathMode");
            check(calls.cublasSetWorkspace_v2(handle, workspace.address(), WORKSPACE_BYTES), "cublasSetWorkspace");
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** {@code result[rows][columns] = left[rows][inner] · right[inner][columns]}, all row after row. */
    public void multiply(long result, long left, long right, int rows, int columns, int inner) {
        long zero = Pointer.nativeValue(factors);
        long one = zero + Float.BYTES;
        // Column after column, a matrix is its own transpose: resultᵀ = rightᵀ · leftᵀ.
        check(
                calls.cublasSgemm_v2(
                        handle, AS_IT_IS, AS_IT_IS, columns, rows, inner, one, right, columns, left, inner, zero,
                        result, columns),
                "cublasSgemm");
    }

    /**
     * {@code result[rows][columns] = left[rows][inner] · right[inner][columns]}, all row after row, of other numbers than
     * singles; each sum is added up in single precision.
     *
     * @param factorType what {@code left} and {@code right} are stored in
     * @param sumType what {@code result} is stored in
     */
    public void multiply(
            NumberType factorType,
            NumberType sumType,
            long result,
            long left,
            long right,
            int rows,
            int columns,
            int inner) {
        multiply(
                factorType,
                sumType,
                result,
                Factor.of(left, inner),
                Factor.of(right, columns),
                rows,
                columns,
                inner,
                false);
    }

    /**
     * {@code result[rows][columns] = left[rows, inner] · right[inner, columns]}, or added to what is there; each sum is added up
     * in single precision.
     *
     * @param factorType what the factors are stored in
     * @param sumType what {@code result} is stored in
     */
    public void multiply(
            NumberType factorType,
            NumberType sumType,
            long result,
            Factor left,
            Factor right,
            int rows,
            int columns,
            int inner,
            boolean added) {
        long zero = Pointer.nativeValue(factors);
        long one = zero + Float.BYTES;
        // Column after column, a matrix is its own transpose: resultᵀ = rightᵀ · leftᵀ.
        check(
                calls.cublasGemmEx(
                        handle,
                        right.transposed() ? TRANSPOSED : AS_IT_IS,
                        left.transposed() ? TRANSPOSED : AS_IT_IS,
                        columns,
                        rows,
                        inner,
                        one,
                        right.address(),
                        factorType.number(),
                        right.width(),
                        left.address(),
                        factorType.number(),
                        left.width(),
                        added ? one : zero,
                        result,
                        sumType.number(),
                        columns,
                        COMPUTE_32F,
                        GEMM_DEFAULT),
                "cublasGemmEx");
    }

    @Override
    public void close() {
        owned.close();
    }

    /**
     * A factor of a product.
     *
     * @param address of its values, row after row as they lie in memory
     * @param width how many of them a row in memory has
     * @param transposed whether the rows in memory are its columns
     */
    public record Factor(long address, int width, boolean transposed) {

        /** One that lies as it is. */
        public static Factor of(long address, int width) {
            return new Factor(address, width, false);
        }

        /** One whose columns lie one after the other. */
        public static Factor transposed(long address, int width) {
            return new Factor(address, width, true);
        }

        /** Distance of the values of two rows. */
        public int rowStride() {
            return transposed ? 1 : width;
        }

        /** Distance of the values of two columns. */
        public int columnStride() {
            return transposed ? width : 1;
        }
    }

    private static void check(int status, String call) {
        if (status != 0) {
            throw new CudaException(call + " failed with status " + status + " (" + nameOf(status) + ").");
        }
    }

    /** As {@code cublas_api.h} names them. */
    private static String nameOf(int status) {
        return switch (status) {
            case 1 -> "CUBLAS_STATUS_NOT_INITIALIZED";
            case 3 -> "CUBLAS_STATUS_ALLOC_FAILED";
            case 7 -> "CUBLAS_STATUS_INVALID_VALUE";
            case 8 -> "CUBLAS_STATUS_ARCH_MISMATCH";
            case 11 -> "CUBLAS_STATUS_MAPPING_ERROR";
            case 13 -> "CUBLAS_STATUS_EXECUTION_FAILED";
            case 14 -> "CUBLAS_STATUS_INTERNAL_ERROR";
            case 15 -> "CUBLAS_STATUS_NOT_SUPPORTED";
            default -> "a status that cublas_api.h does not name";
        };
    }
}
