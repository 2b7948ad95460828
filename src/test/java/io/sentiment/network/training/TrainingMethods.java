package io.sentiment.network.training;

import io.sentiment.network.dl4j.Regularisation;

/** Settings with every method on, and with one alone. */
final class TrainingMethods {

    static final Regularisation ALL = new Regularisation(0.1, 0.9, 0.1, 0.2, 0.2, 0.3, 2, 0);

    private TrainingMethods() {}

    static Regularisation embeddingDropout(double share) {
        return new Regularisation(0, 0, 0, share, 0, 0, 0, 0);
    }

    static Regularisation spatialDropout(double share) {
        return new Regularisation(0, 0, 0, 0, share, 0, 0, 0);
    }

    static Regularisation recurrentDropout(double share) {
        return new Regularisation(0, 0, 0, 0, 0, share, 0, 0);
    }

    static Regularisation averageDecay(double decay) {
        return new Regularisation(0, decay, 0, 0, 0, 0, 0, 0);
    }

    static Regularisation labelSmoothing(double share) {
        return new Regularisation(share, 0, 0, 0, 0, 0, 0, 0);
    }

    static Regularisation wordDropout(double share) {
        return new Regularisation(0, 0, share, 0, 0, 0, 0, 0);
    }

    static Regularisation virtualAdversarial(double norm) {
        return new Regularisation(0, 0, 0, 0, 0, 0, 0, norm);
    }

    static Regularisation adversarial(double norm) {
        return new Regularisation(0, 0, 0, 0, 0, 0, norm, 0);
    }
}
