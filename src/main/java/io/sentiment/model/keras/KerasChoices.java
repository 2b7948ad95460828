package io.sentiment.model.keras;

/**
 * What no file of Keras says of its answers.
 *
 * @param positive which output is the probability of the positive label: of two, its index; of one, 1 if it is that
 *     probability and 0 if it is the one of the negative label
 * @param logits whether a dense layer without an activation gives log odds
 */
record KerasChoices(int positive, boolean logits) {

    /** Of most models. */
    static final KerasChoices USUAL = new KerasChoices(1, false);
}
