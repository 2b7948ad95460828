package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.OptionNames;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.Preset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A preset, and single values that differ from it. */
final class ArchitectureOptions {

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            defaultValue = "small",
            description = "Architecture to start from: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Preset preset = Preset.SMALL;

    @Option(names = "--vocabulary-size", paramLabel = "N", description = "Tokens that the network knows at most.")
    private @Nullable Integer vocabularySize;

    @Option(names = "--embedding-size", paramLabel = "N", description = "Columns of the embedding.")
    private @Nullable Integer embeddingSize;

    @Option(names = "--cell", paramLabel = "CELL", description = "Recurrent cell: ${COMPLETION-CANDIDATES}.")
    private @Nullable Cell cell;

    @Option(names = "--hidden-size", paramLabel = "N", description = "Units of each recurrent layer, per direction.")
    private @Nullable Integer hiddenSize;

    @Option(names = "--layers", paramLabel = "N", description = "Stacked recurrent layers.")
    private @Nullable Integer layers;

    @Option(names = "--bidirectional", description = "Read texts in both directions.")
    private @Nullable Boolean bidirectional;

    @Option(
            names = "--pooling",
            paramLabel = "POOLING",
            description = "What is read of the states at all tokens: ${COMPLETION-CANDIDATES}.")
    private @Nullable Pooling pooling;

    @Option(names = "--maximum-length", paramLabel = "N", description = "Tokens of a text that are read at most.")
    private @Nullable Integer maximumLength;

    @Option(names = "--dropout", paramLabel = "SHARE", description = "Share of layer inputs that training drops.")
    private @Nullable Double dropout;

    /** The architecture with the largest vocabulary that it may have. */
    Architecture architecture() {
        Architecture base = preset.architecture();
        try {
            return new Architecture(
                    Objects.requireNonNullElse(vocabularySize, base.vocabularySize()),
                    Objects.requireNonNullElse(embeddingSize, base.embeddingSize()),
                    Objects.requireNonNullElse(cell, base.cell()),
                    Objects.requireNonNullElse(hiddenSize, base.hiddenSize()),
                    Objects.requireNonNullElse(layers, base.layers()),
                    Objects.requireNonNullElse(bidirectional, base.bidirectional()),
                    Objects.requireNonNullElse(pooling, base.pooling()),
                    Objects.requireNonNullElse(maximumLength, base.maximumLength()),
                    Objects.requireNonNullElse(dropout, base.dropout()));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(OptionNames.inMessage(e));
        }
    }
}
