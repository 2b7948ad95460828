package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.network.dl4j.TrainingSettings;
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
            defaultValue = TrainingDevice.AUTO,
            description = "Numbers in which matrices are multiplied: fp32, bf16, or auto for bf16 on a CPU that has it"
                    + " and fp32 otherwise; sums and weights are in fp32 in any case; default ${DEFAULT-VALUE}.")
    private String precision = TrainingDevice.AUTO;

    /**
     * What is to train with those settings.
     *
     * @throws InvalidInputException if a GPU was asked for and does not train so
     * @throws io.sentiment.network.engines.EngineSelection.UnavailableEngineException if this machine has no such device
     */
    TrainingDevice chosen(TrainingSettings settings) {
        if (device.equals(TrainingDevice.CUDA) && settings.regularisation().virtualAdversarial() > 0) {
            throw new InvalidInputException("--virtual-adversarial trains on the CPU only: leave out --device cuda.");
        }
        return TrainingDevice.of(device, precision);
    }
}
