package io.sentiment.benchmark;

import io.sentiment.benchmark.gpu.GpuBenchmark;
import io.sentiment.benchmark.gpu.GpuBenchmark.Outcome;
import io.sentiment.benchmark.gpu.GpuBenchmark.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The engine {@code cuda} on the GPU of this machine, where it has one; the report is a file of its own. */
final class GpuSuite implements Suite {

    private final Path folder;

    GpuSuite(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "gpu";
    }

    @Override
    public void run(Report report) {
        try {
            Optional<Outcome> outcome = new GpuBenchmark(folder, System.out).run(List.of(Part.values()));
            if (outcome.isEmpty()) {
                report.remark("This machine has no GPU of NVIDIA, so the suite gpu measured nothing.");
            } else {
                report.remark("What the suite gpu found is in `" + folder.resolve("gpu.md") + "`.");
                if (outcome.get().failures() > 0) {
                    throw new DisagreementException(outcome.get().failures()
                            + " answers on the GPU are further from double precision than they may be.");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
