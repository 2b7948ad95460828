package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.Range;

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
 */
public record Regularisation(
        double labelSmoothing,
        double averageDecay,
        double wordDropout,
        double embeddingDropout,
        double spatialDropout,
        double recurrentDropout,
        double adversarial) {

    /** None of it. */
    public static final Regularisation NONE = new Regularisation(0, 0, 0, 0, 0, 0, 0);

    private static final double LARGEST_DROPOUT = 0.9;

    /** @throws IllegalArgumentException if a value is out of its range; the message names it and the range */
    public Regularisation {
        Range.require("labelSmoothing", labelSmoothing, 0, 0.5);
        Range.require("averageDecay", averageDecay, 0, 0.99999);
        Range.require("wordDropout", wordDropout, 0, LARGEST_DROPOUT);
        Range.require("embeddingDropout", embeddingDropout, 0, LARGEST_DROPOUT);
        Range.require("spatialDropout", spatialDropout, 0, LARGEST_DROPOUT);
        Range.require("recurrentDropout", recurrentDropout, 0, LARGEST_DROPOUT);
        Range.require("adversarial", adversarial, 0, 1_000);
    }
}
