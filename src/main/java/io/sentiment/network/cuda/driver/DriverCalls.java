package io.sentiment.network.cuda.driver;

import com.sun.jna.Library;

/**
 * The functions of the CUDA driver that we call, as its header {@code cuda.h} declares them. Handles, device addresses and
 * host addresses are longs, so that a call converts nothing; results go to arrays of one element.
 *
 * <p>JNA looks each up when it is first called: a driver that lacks one serves all that do without it.
 *
 * @see <a href="https://docs.nvidia.com/cuda/cuda-driver-api/">CUDA driver API</a>
 */
interface DriverCalls extends Library {

    int cuInit(int flags);

    int cuGetErrorName(int status, long[] text);

    int cuDeviceGetCount(int[] count);

    int cuDeviceGet(int[] device, int ordinal);

    int cuDeviceGetName(byte[] name, int size, int device);

    int cuDeviceGetAttribute(int[] value, int attribute, int device);

    int cuDeviceTotalMem_v2(long[] bytes, int device);

    int cuDevicePrimaryCtxRetain(long[] context, int device);

    int cuDevicePrimaryCtxRelease_v2(int device);

    int cuCtxSetCurrent(long context);

    int cuMemAlloc_v2(long[] memory, long bytes);

    int cuMemFree_v2(long memory);

    int cuMemHostAlloc(long[] memory, long bytes, int flags);

    int cuMemFreeHost(long memory);

    int cuMemcpyHtoDAsync_v2(long to, long from, long bytes, long stream);

    int cuMemcpyDtoHAsync_v2(long to, long from, long bytes, long stream);

    int cuMemsetD32Async(long memory, int value, long count, long stream);

    int cuModuleLoadData(long[] module, byte[] image);

    int cuModuleUnload(long module);

    int cuModuleGetFunction(long[] function, long module, String name);

    int cuLaunchKernel(
            long function,
            int gridX,
            int gridY,
            int gridZ,
            int blockX,
            int blockY,
            int blockZ,
            int sharedBytes,
            long stream,
            long parameters,
            long extra);

    int cuFuncSetAttribute(long function, int attribute, int value);

    int cuLaunchCooperativeKernel(
            long function,
            int gridX,
            int gridY,
            int gridZ,
            int blockX,
            int blockY,
            int blockZ,
            int sharedBytes,
            long stream,
            long parameters);

    int cuStreamCreate(long[] stream, int flags);

    int cuStreamSynchronize(long stream);

    int cuStreamDestroy_v2(long stream);

    int cuStreamBeginCapture_v2(long stream, int mode);

    int cuStreamEndCapture(long stream, long[] graph);

    int cuGraphInstantiateWithFlags(long[] executable, long graph, long flags);

    int cuGraphLaunch(long executable, long stream);

    int cuGraphExecDestroy(long executable);

    int cuGraphDestroy(long graph);
}
