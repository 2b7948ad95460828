package io.sentiment.network.cuda.driver;

import com.sun.jna.Library;

/** The functions of cuBLAS that we call, mapped like {@link DriverCalls}. Matrices lie column after column. */
interface BlasCalls extends Library {

    int cublasCreate_v2(long[] handle);

    int cublasDestroy_v2(long handle);

    int cublasSetStream_v2(long handle, long stream);

    int cublasSetMathMode(long handle, int mode);

    int cublasSetWorkspace_v2(long handle, long workspace, long bytes);

    int cublasSgemm_v2(
            long handle,
            int operationA,
            int operationB,
            int m,
            int n,
            int k,
            long alpha,
            long a,
            int strideA,
            long b,
            int strideB,
            long beta,
            long c,
            int strideC);

    int cublasGemmEx(
            long handle,
            int operationA,
            int operationB,
            int m,
            int n,
            int k,
            long alpha,
            long a,
            int typeA,
            int strideA,
            long b,
            int typeB,
            int strideB,
            long beta,
            long c,
            int typeC,
            int strideC,
            int computeType,
            int algorithm);
}
