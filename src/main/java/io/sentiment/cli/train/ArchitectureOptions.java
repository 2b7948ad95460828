package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.Preset;
import io.sentiment.training.pipeline.TrainingPlan.Beginning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The network: a preset, single values that differ from it, and which words it learns. */
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

    @Option(
            names = "--maximum-length",
            paramLabel = "N",
            description =
                    "Tokens of a text that are read at most; by a network that reads forwards and answers from its"
                            + " last state only in training.")
    private @Nullable Integer maximumLength;

    @Option(names = "--dropout", paramLabel = "SHARE", description = "Share of layer inputs that training drops.")
    private @Nullable Double dropout;

    @Option(
            names = "--minimum-count",
            paramLabel = "N",
            defaultValue = "2",
            description = "Occurrences in the training rows from which a token is known; default ${DEFAULT-VALUE}.")
    private int minimumCount;

    @Option(
            names = "--pieces",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of the vocabulary that is kept for pieces of rare words, so that misspelt and new words"
                            + " carry meaning; default ${DEFAULT-VALUE}, none.")
    private double pieces;

    /**
     * Random weights for an architecture with the largest vocabulary that it may have.
     *
     * @throws InvalidInputException if an option has a value that it cannot have
     */
    Beginning beginning() {
        if (minimumCount < 1) {
            throw new InvalidInputException("--minimum-count must be at least 1, but is " + minimumCount + ".");
        }
        if (!(pieces >= 0 && pieces <= 0.5)) {
            throw new InvalidInputException("--pieces must be from 0 to 0.5, but is " + pieces + ".");
        }
        return Beginning.scratch(architecture(), pieces);
    }

    int minimumCount() {
        return minimumCount;
    }

    private Architecture architecture() {
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
            throw InvalidInputException.of(e);
        }
    }
}
