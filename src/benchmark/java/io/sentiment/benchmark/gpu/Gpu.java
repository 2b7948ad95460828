package io.sentiment.benchmark.gpu;

import io.sentiment.network.NetworkWeights;
import io.sentiment.network.cuda.CudaEngine;
import io.sentiment.network.cuda.CudaSettings;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaException;
import java.util.Optional;

/** The GPU that is measured, held for as long as this is open: else each engine started it anew. */
final class Gpu implements AutoCloseable {

    private final CudaDriver driver;
    private final CudaDevice device;
    private final CudaContext context;

    private Gpu(CudaDriver driver, CudaDevice device) {
        this.driver = driver;
        this.device = device;
        context = new CudaContext(driver, device);
    }

    /** The first that the driver shows, or none. */
    static Optional<Gpu> find() {
        try {
            CudaDriver driver = CudaDriver.load();
            return driver.devices().stream().findFirst().map(device -> new Gpu(driver, device));
        } catch (CudaException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Name, compute capability and memory. */
    String description() {
        return "%s, compute capability %s, %d MiB".formatted(device.name(), device.version(), device.memory() >> 20);
    }

    CudaDriver driver() {
        return driver;
    }

    CudaDevice device() {
        return device;
    }

    CudaEngine open(NetworkWeights weights, CudaSettings settings) {
        return new CudaEngine(driver, device, weights, settings);
    }

    @Override
    public void close() {
        context.close();
    }
}
