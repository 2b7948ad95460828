package io.sentiment.network.cuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/** Kernels that the driver has translated for a device. Owns them until {@link #close()}. */
public final class KernelModule implements AutoCloseable {

    private final CudaContext context;
    private final long handle;

    /**
     * Translates, which takes most of a second the first time on a machine; the driver keeps the result.
     *
     * @param ptx the text of the kernels in the language of {@code nvcc --ptx}
     */
    public KernelModule(CudaContext context, byte[] ptx) {
        this.context = context;
        long[] result = {0};
        // The driver reads up to a zero.
        byte[] image = Arrays.copyOf(ptx, ptx.length + 1);
        context.check(context.calls().cuModuleLoadData(result, image), "cuModuleLoadData");
        handle = result[0];
    }

    /** Translates the resource of that name beside a class: see {@link #KernelModule}. */
    public static KernelModule of(CudaContext context, Class<?> neighbour, String name) {
        try (InputStream stream = Objects.requireNonNull(neighbour.getResourceAsStream(name), name)) {
            return new KernelModule(context, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The kernels cannot be read.", e);
        }
    }

    /** The kernel of that name, to be launched on a stream; valid as long as this module is. */
    public Kernel kernel(String name, CudaStream stream) {
        long[] result = {0};
        context.check(context.calls().cuModuleGetFunction(result, handle, name), "cuModuleGetFunction of " + name);
        return new Kernel(name, result[0], stream);
    }

    @Override
    public void close() {
        context.check(context.calls().cuModuleUnload(handle), "cuModuleUnload");
    }
}
