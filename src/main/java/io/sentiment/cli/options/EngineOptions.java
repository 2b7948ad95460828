package io.sentiment.cli.options;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.StoredNetwork;
import io.sentiment.network.engines.EngineSelection;
import picocli.CommandLine.Option;

/** What a command computes with. */
public final class EngineOptions {

    /** What the service has by default. */
    private static final long TABLE_BYTES = 256L << 20;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "auto",
            description = "Engine that computes: dl4j, onednn, cuda or auto; default ${DEFAULT-VALUE}.")
    private String engine = "auto";

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "fp32",
            description =
                    "Numbers in which matrices are multiplied: fp32, fp16, bf16 or int8; default ${DEFAULT-VALUE}.")
    private String precision = "fp32";

    /** Whether probabilities have all digits. */
    public boolean computesInSinglePrecision() {
        return precision.equalsIgnoreCase(Precision.FP32.label());
    }

    /** An engine for a network. */
    public InferenceEngine open(StoredNetwork network) {
        return EngineSelection.of(engine, precision, 0, TABLE_BYTES).open(network);
    }
}
