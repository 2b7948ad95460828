package io.sentiment.cli.evaluate;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.evaluation.DetailedEvaluation;
import io.sentiment.evaluation.Plot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command draws what it has measured. */
final class PlotOptions {

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Draw accuracy by text length as SVG, a panel a file and a line a bundle.")
    private @Nullable Path lengths;

    @Option(
            names = "--reliability-plot",
            paramLabel = "FILE",
            description = "Draw the share of positive texts by predicted probability as SVG, in the same way.")
    private @Nullable Path reliability;

    /** What takes long comes after everything that can be wrong with the options. */
    void requireUsable(List<Path> data) {
        for (Path file :
                Stream.of(lengths, reliability).filter(Objects::nonNull).toList()) {
            if (data.isEmpty()) {
                throw new InvalidInputException("A plot shows labelled rows: name them with --data.");
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new InvalidInputException("There is no folder for the plot " + file + "; make it first.");
            }
        }
    }

    void write(List<BundleMeasurement> measurements) throws IOException {
        Map<String, Map<String, DetailedEvaluation>> sets = new LinkedHashMap<>();
        for (BundleMeasurement measurement : measurements) {
            for (BundleMeasurement.OfData measured : measurement.sets()) {
                sets.computeIfAbsent(measured.data(), data -> new LinkedHashMap<>())
                        .put(measurement.name(), measured.details());
            }
        }
        if (lengths != null) {
            Files.writeString(lengths, Plot.ACCURACY_BY_LENGTH.draw(sets));
        }
        if (reliability != null) {
            Files.writeString(reliability, Plot.RELIABILITY.draw(sets));
        }
    }
}
