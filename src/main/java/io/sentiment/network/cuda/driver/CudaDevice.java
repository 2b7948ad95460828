package io.sentiment.network.cuda.driver;

/**
 * A GPU.
 *
 * @param ordinal its number among those that the driver shows this process
 * @param name as its maker calls it
 * @param capability its compute capability times ten: 75 for 7.5
 * @param memory bytes that it has
 */
public record CudaDevice(int ordinal, String name, int capability, long memory) {

    /** The compute capability as NVIDIA writes it. */
    public String version() {
        return capability / 10 + "." + capability % 10;
    }
}
