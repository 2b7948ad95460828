package io.sentiment.benchmark;

import io.sentiment.benchmark.torch.TorchMatrixProduct;
import io.sentiment.network.onednn.matrix.MatrixRate;
import java.util.List;
import java.util.Locale;

/**
 * The practical limit of the machine: products of large matrices, which is what an LSTM would reach if it were nothing
 * but one.
 */
final class LimitSuite implements Suite {

    private final AlternatingBlocks blocks;

    LimitSuite(AlternatingBlocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public void run(Report report) {
        try (MatrixRate ours = new MatrixRate();
                TorchMatrixProduct single = new TorchMatrixProduct(MatrixRate.SIZE, false);
                TorchMatrixProduct bfloat16 = new TorchMatrixProduct(MatrixRate.SIZE, true)) {
            List<Timed> products = List.of(
                    new Timed("oneDNN fp32", ours::multiplyFloats),
                    new Timed("oneDNN int8", ours::multiplyBytes),
                    new Timed("libtorch fp32", single::multiply),
                    new Timed("libtorch bf16", bfloat16::multiply));
            List<CallTimes> times = blocks.time(products);
            for (int index = 0; index < times.size(); index++) {
                record(report, products.get(index).name(), times.get(index));
            }
        }
    }

    private void record(Report report, String name, CallTimes times) {
        report.add(Measurement.ofCalls(name(), "product of " + MatrixRate.SIZE + "²", name, times, MatrixRate.SIZE, 0));
        double perSecond = MatrixRate.OPERATIONS / (times.median() / 1e3);
        int cores = Runtime.getRuntime().availableProcessors();
        report.remark(String.format(
                Locale.ROOT,
                "Practical limit of a core, %s: %.0f billion operations per second; %d cores together %.0f.",
                name,
                perSecond / cores / 1e9,
                cores,
                perSecond / 1e9));
    }
}
