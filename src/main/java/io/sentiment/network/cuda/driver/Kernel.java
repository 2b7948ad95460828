package io.sentiment.network.cuda.driver;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** A kernel with room for its arguments. For one thread at a time. */
public final class Kernel {

    /** Of every block: THREADS in {@code src/main/cuda/phases.h}. */
    public static final int THREADS = 256;

    private static final int MOST_ARGUMENTS = 24;

    /** CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES in {@code cuda.h}. */
    private static final int MOST_SHARED_BYTES = 8;

    private final String name;
    private final long function;
    private final CudaStream stream;

    /** Eight bytes for each argument, and then the address of each. */
    private final Memory arguments = new Memory(2L * MOST_ARGUMENTS * Long.BYTES);

    private final long addresses;
    private int count;

    Kernel(String name, long function, CudaStream stream) {
        this.name = name;
        this.function = function;
        this.stream = stream;
        long start = Pointer.nativeValue(arguments);
        addresses = start + MOST_ARGUMENTS * (long) Long.BYTES;
        for (long index = 0; index < MOST_ARGUMENTS; index++) {
            arguments.setLong((MOST_ARGUMENTS + index) * Long.BYTES, start + index * Long.BYTES);
        }
    }

    /** Sets the next argument of a launch: an address. */
    public Kernel address(long value) {
        arguments.setLong(next(), value);
        return this;
    }

    /** Sets the next argument of a launch. */
    public Kernel integer(int value) {
        arguments.setInt(next(), value);
        return this;
    }

    /** Sets the next argument of a launch: 1 or 0. */
    public Kernel flag(boolean value) {
        return integer(value ? 1 : 0);
    }

    /** Sets the next argument of a launch. */
    public Kernel number(float value) {
        arguments.setFloat(next(), value);
        return this;
    }

    /** Launches with a thread for each of so many values, at least one. */
    public void launchFor(long values) {
        launch(Math.toIntExact((values + THREADS - 1) / THREADS), 1);
    }

    /** Launches so many blocks. The driver copies the arguments, which are to be set anew for the next launch. */
    public void launch(int blocksAcross, int blocksDown) {
        count = 0;
        CudaContext context = stream.context();
        int status = context.calls()
                .cuLaunchKernel(function, blocksAcross, blocksDown, 1, THREADS, 1, 1, 0, stream.handle(), addresses, 0);
        if (status != 0) {
            context.check(status, "cuLaunchKernel of " + name);
        }
    }

    /** Lets launches take so much memory that the threads of a block share, where that is more than any device gives unasked. */
    public void allowSharedBytes(int bytes) {
        CudaContext context = stream.context();
        context.check(
                context.calls().cuFuncSetAttribute(function, MOST_SHARED_BYTES, bytes),
                "cuFuncSetAttribute of " + name);
    }

    /**
     * Launches so many blocks that run at once, so that they can wait for each other; a device that has no room for all
     * refuses. The driver copies the arguments.
     *
     * @param sharedBytes that the threads of a block share
     */
    public void launchTogether(int blocks, int sharedBytes) {
        count = 0;
        CudaContext context = stream.context();
        int status = context.calls()
                .cuLaunchCooperativeKernel(
                        function, blocks, 1, 1, THREADS, 1, 1, sharedBytes, stream.handle(), addresses);
        if (status != 0) {
            context.check(status, "cuLaunchCooperativeKernel of " + name);
        }
    }

    private long next() {
        return Long.BYTES * (long) count++;
    }
}
