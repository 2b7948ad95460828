package io.sentiment.cli.train;

import io.sentiment.network.engines.TrainingDevice;
import picocli.CommandLine.Option;

/** What a training computes with. */
final class DeviceOptions {

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = TrainingDevice.AUTO,
            description = "What trains: cpu, cuda for a GPU of NVIDIA, or auto for a GPU where there is one;"
                    + " default ${DEFAULT-VALUE}.")
    private String device = TrainingDevice.AUTO;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "fp32",
            description =
                    "Numbers in which a GPU multiplies matrices: fp32 or bf16; sums and weights are in fp32 in any"
                            + " case; default ${DEFAULT-VALUE}.")
    private String precision = "fp32";

    /** @throws io.sentiment.network.engines.EngineSelection.UnavailableEngineException if this machine has no such device */
    TrainingDevice chosen() {
        return TrainingDevice.of(device, precision);
    }
}
