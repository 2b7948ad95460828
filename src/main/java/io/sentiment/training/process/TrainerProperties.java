package io.sentiment.training.process;

import io.sentiment.launch.ChildProcess;
import io.sentiment.network.engines.TrainingDevice;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a training process may take of the machine.
 *
 * @param maxHeap Java heap at most.
 * @param maxNative Native arrays at most, which hold weights and batches.
 * @param threads Threads that compute; 0 takes as many as there are processors.
 * @param niceness By how much other processes go first, from 0 to 19, where the system knows niceness; with 19 it
 *     computes, on Linux, only while no other process wants the core.
 * @param device What trains: {@code cpu}, {@code cuda} for a GPU of NVIDIA, or {@code auto} for a GPU where there is one.
 * @param precision Numbers in which matrices are multiplied: {@code fp32}, {@code bf16}, or {@code auto} for bf16 on a CPU
 *     that has it and fp32 otherwise.
 */
@Validated
@ConfigurationProperties("sentiment.training")
public record TrainerProperties(
        @DefaultValue("1GB") DataSize maxHeap,
        @DefaultValue("2GB") DataSize maxNative,
        @DefaultValue("0") @Min(0) @Max(1024) int threads,
        @DefaultValue("19") @Min(0) @Max(ChildProcess.IDLE) int niceness,

        @DefaultValue(TrainingDevice.AUTO) @Pattern(regexp = "auto|cpu|cuda")
        String device,

        @DefaultValue(TrainingDevice.AUTO) @Pattern(regexp = "auto|fp32|bf16")
        String precision) {

    /** Less does not even hold the program itself. */
    @AssertTrue(message = "max-heap and max-native must each be at least 64MB")
    boolean isEnoughMemory() {
        return maxHeap.toMegabytes() >= 64 && maxNative.toMegabytes() >= 64;
    }
}
