package io.sentiment.network.dl4j;

import io.sentiment.network.Range;

/**
 * How often an epoch draws from each of several sets of training texts. Immutable.
 *
 * @param mixingTemperature T: a set of n texts gets a share proportional to n^(1/T), as in multilingual training (Arivazhagan
 *     et al. 2019); 1 takes all sets as they are, a high one takes equally much from each
 * @param rowsPerEpoch texts that an epoch is made of at most; 0 for as many as there are
 */
public record Mixing(double mixingTemperature, int rowsPerEpoch) {

    /** Every text once in each epoch. */
    public static final Mixing NONE = new Mixing(1, 0);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it and the range */
    public Mixing {
        Range.require("mixingTemperature", mixingTemperature, 1, 100);
        Range.require("rowsPerEpoch", rowsPerEpoch, 0, 1_000_000_000);
    }
}
