package io.sentiment.benchmark;

import io.sentiment.benchmark.onnx.OnnxEngine;
import io.sentiment.benchmark.torch.TorchEngine;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Precision;
import io.sentiment.network.cuda.CudaEngine;
import io.sentiment.network.cuda.CudaSettings;
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.engine.OneDnnEngine;
import io.sentiment.network.onednn.engine.OneDnnSettings;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every engine with the same weights; the first is stock DL4J, which the others must agree with. */
final class Engines implements AutoCloseable {

    /** As {@code sentiment.inference.table-memory} has it when no one sets it. */
    private static final long TABLE_BYTES = 256L << 20;

    /** As {@code sentiment.inference.device-memory} has it when no one sets it. */
    private static final long DEVICE_BYTES = 1L << 30;

    private static final String STOCK = "stock DL4J";
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final List<Contender> contenders = new ArrayList<>();

    /** @param network makes one copy of the network at each call */
    Engines(Supplier<SentimentNetwork> network) {
        add(STOCK, new Dl4jEngine(network.get()), 0);
        LstmWeights weights;
        try (SentimentNetwork source = network.get()) {
            weights = new LstmWeights(source.weights());
        }
        for (Precision precision : OneDnn.precisions()) {
            add(ours(precision), open(weights, precision), tolerance(precision));
        }
        addGpu(weights);
        for (TorchEngine.Layout layout : TorchEngine.Layout.values()) {
            addPeer(new TorchEngine(weights, layout, false), Agreement.SINGLE_PRECISION);
        }
        addPeer(new TorchEngine(weights, TorchEngine.Layout.PADDED, true), Agreement.REDUCED_PRECISION);
        for (OnnxEngine.Layout layout : OnnxEngine.Layout.values()) {
            addPeer(new OnnxEngine(weights, layout, THREADS), Agreement.SINGLE_PRECISION);
        }
    }

    /** How the tables call this project's engine of that precision. */
    static String ours(Precision precision) {
        return "onednn " + precision;
    }

    /** This project's engine as the service opens it. */
    static InferenceEngine open(LstmWeights weights, Precision precision) {
        return new OneDnnEngine(weights.network(), new OneDnnSettings(precision, THREADS, TABLE_BYTES));
    }

    /**
     * Lets every engine predict {@code texts}, first once to compare and then timed.
     *
     * @throws DisagreementException if an engine does not agree with stock DL4J
     */
    void measure(Report report, AlternatingBlocks blocks, String suite, String workload, List<EncodedText> texts) {
        double[] differences = differences(texts);
        List<CallTimes> times = blocks.time(contenders.stream()
                .map(contender ->
                        new Timed(contender.name(), () -> contender.engine().positiveProbabilities(texts)))
                .toList());
        for (int index = 0; index < differences.length; index++) {
            String name = contenders.get(index).name();
            report.add(Measurement.ofCalls(suite, workload, name, times.get(index), texts.size(), differences[index]));
        }
    }

    /**
     * Lets every engine predict {@code texts} once; the largest difference of each from stock DL4J.
     *
     * @throws DisagreementException if an engine does not agree with stock DL4J
     */
    double[] differences(List<EncodedText> texts) {
        float[] expected = contenders.get(0).engine().positiveProbabilities(texts);
        double[] differences = new double[contenders.size()];
        for (int index = 0; index < differences.length; index++) {
            Contender contender = contenders.get(index);
            differences[index] = Agreement.require(
                    contender.name(), expected, contender.engine().positiveProbabilities(texts), contender.tolerance());
        }
        return differences;
    }

    /** This project's engine on the GPU of this machine, where it has one. */
    private void addGpu(LstmWeights weights) {
        CudaDriver driver;
        try {
            driver = CudaDriver.load();
        } catch (CudaException | LinkageError e) {
            return;
        }
        for (CudaDevice device : driver.devices()) {
            CudaSettings settings = new CudaSettings(DEVICE_BYTES, true);
            add(
                    "cuda fp32 on " + device.name(),
                    new CudaEngine(driver, device, weights.network(), settings),
                    Agreement.SINGLE_PRECISION);
        }
    }

    private static double tolerance(Precision precision) {
        return precision == Precision.FP32 ? Agreement.SINGLE_PRECISION : Agreement.REDUCED_PRECISION;
    }

    private void addPeer(InferenceEngine engine, double tolerance) {
        add(engine.name(), engine, tolerance);
    }

    private void add(String name, InferenceEngine engine, double tolerance) {
        contenders.add(new Contender(name, engine, tolerance));
    }

    @Override
    public void close() {
        contenders.forEach(contender -> contender.engine().close());
    }

    /** @param tolerance how far its probabilities may be from those of stock DL4J */
    private record Contender(String name, InferenceEngine engine, double tolerance) {}
}
