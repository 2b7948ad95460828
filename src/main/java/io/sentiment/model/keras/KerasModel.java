package io.sentiment.model.keras;

import io.sentiment.network.NetworkSummary;
import io.sentiment.network.NetworkWeights;
import java.util.List;
import java.util.Optional;

/**
 * What a file of Keras holds, with the token ids of Keras. Immutable.
 *
 * @param weights of the network that gives the same probabilities
 * @param masksZero whether the id 0 is left out of every text
 * @param inputLength ids of a text where the file says how many; 0 where it does not
 * @param vectorization what the file says of its texts, where it does
 * @param summary the layers with Keras' own figures
 * @param version of Keras that wrote the file; empty where it does not say
 * @param notes what the user should know, a sentence each
 */
record KerasModel(
        NetworkWeights weights,
        boolean masksZero,
        int inputLength,
        Optional<Vectorization> vectorization,
        NetworkSummary summary,
        String version,
        List<String> notes) {

    KerasModel {
        notes = List.copyOf(notes);
    }
}
