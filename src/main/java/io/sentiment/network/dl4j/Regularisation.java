package io.sentiment.network.dl4j;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sentiment.network.Architecture;
import io.sentiment.network.Range;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * What keeps a network from learning its training texts by heart, besides the dropout of its {@link Architecture}. 0
 * turns a method off. Immutable.
 *
 * @param labelSmoothing share by which a label leans towards "neither": 0.1 makes 0.95 of 1 and 0.05 of 0 (Szegedy et al.
 *     2016)
 * @param averageDecay share of itself that the moving average of the weights keeps at each update; the average is what
 *     is evaluated and kept (Polyak and Juditsky 1992)
 * @param wordDropout share of the tokens that are read as unknown ones, so that these are learned
 * @param embeddingDropout share of the words of a text that are dropped wherever they occur in it (Gal and Ghahramani
 *     2016)
 * @param spatialDropout share of the columns of the embedding that are dropped throughout a text (Gal and Ghahramani
 *     2016)
 * @param recurrentDropout share of the weights between the states that are dropped throughout a batch (Merity et al.
 *     2018)
 * @param adversarial how far the embeddings of a text are moved to where its loss is higher, as an L2 norm if they had the
 *     mean square 1; the loss is then the mean of the losses with and without that (Miyato et al. 2017)
 * @param virtualAdversarial how far, in the same way, they are moved to where the network's own answer changes most; the
 *     loss is then the mean of the loss and of the divergence between the answers with and without that, which needs no
 *     labels (Miyato et al. 2017). Releases that know nothing of it read JSON that has none
 */
@JsonDeserialize(builder = Regularisation.Reader.class)
public record Regularisation(
        double labelSmoothing,
        double averageDecay,
        double wordDropout,
        double embeddingDropout,
        double spatialDropout,
        double recurrentDropout,
        double adversarial,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double virtualAdversarial) {

    /** None of it. */
    public static final Regularisation NONE = new Regularisation(0, 0, 0, 0, 0, 0, 0, 0);

    private static final double LARGEST_DROPOUT = 0.9;

    /**
     * @throws IllegalArgumentException if a value is out of its range, the message names it and the range; or if both
     *     adversarial methods are on
     */
    public Regularisation {
        Range.require("labelSmoothing", labelSmoothing, 0, 0.5);
        Range.require("averageDecay", averageDecay, 0, 0.99999);
        Range.require("wordDropout", wordDropout, 0, LARGEST_DROPOUT);
        Range.require("embeddingDropout", embeddingDropout, 0, LARGEST_DROPOUT);
        Range.require("spatialDropout", spatialDropout, 0, LARGEST_DROPOUT);
        Range.require("recurrentDropout", recurrentDropout, 0, LARGEST_DROPOUT);
        Range.require("adversarial", adversarial, 0, 1_000);
        Range.require("virtualAdversarial", virtualAdversarial, 0, 1_000);
        if (adversarial > 0 && virtualAdversarial > 0) {
            throw new IllegalArgumentException(
                    "Adversarial and virtual adversarial training each make a second pass over a batch: choose one.");
        }
    }

    /** Whether each update goes over its batch a second time, with embeddings that were moved. */
    public boolean perturbs() {
        return adversarial > 0 || virtualAdversarial > 0;
    }

    /** By these words an interrupted training knows its checkpoints: what earlier releases did not have changes none. */
    @Override
    public String toString() {
        return "Regularisation[labelSmoothing=" + labelSmoothing + ", averageDecay=" + averageDecay + ", wordDropout="
                + wordDropout + ", embeddingDropout=" + embeddingDropout + ", spatialDropout=" + spatialDropout
                + ", recurrentDropout=" + recurrentDropout + ", adversarial=" + adversarial
                + (virtualAdversarial == 0 ? "" : ", virtualAdversarial=" + virtualAdversarial) + "]";
    }

    private Regularisation withVirtualAdversarial(double norm) {
        return new Regularisation(
                labelSmoothing,
                averageDecay,
                wordDropout,
                embeddingDropout,
                spatialDropout,
                recurrentDropout,
                adversarial,
                norm);
    }

    /** Reads JSON: that of earlier releases, and of trainings without it, has no {@code virtualAdversarial}. */
    @JsonPOJOBuilder
    static final class Reader {

        private Regularisation regularisation;

        @JsonCreator
        Reader(
                @JsonProperty("labelSmoothing") double labelSmoothing,
                @JsonProperty("averageDecay") double averageDecay,
                @JsonProperty("wordDropout") double wordDropout,
                @JsonProperty("embeddingDropout") double embeddingDropout,
                @JsonProperty("spatialDropout") double spatialDropout,
                @JsonProperty("recurrentDropout") double recurrentDropout,
                @JsonProperty("adversarial") double adversarial) {
            regularisation = new Regularisation(
                    labelSmoothing,
                    averageDecay,
                    wordDropout,
                    embeddingDropout,
                    spatialDropout,
                    recurrentDropout,
                    adversarial,
                    0);
        }

        @JsonProperty("virtualAdversarial")
        Reader virtualAdversarial(double norm) {
            regularisation = regularisation.withVirtualAdversarial(norm);
            return this;
        }

        Regularisation build() {
            return regularisation;
        }
    }
}
