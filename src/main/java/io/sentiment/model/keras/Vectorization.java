package io.sentiment.model.keras;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a TextVectorization layer says of its texts.
 *
 * @param standardize how texts are standardised, {@code none} for not at all
 * @param split where they are cut
 * @param length ids of a text; 0 where it does not say
 * @param vocabulary the tokens by their ids, with those of padding and unknown words; empty where the file has none
 */
record Vectorization(String standardize, String split, int length, List<String> vocabulary) {

    Vectorization {
        vocabulary = List.copyOf(vocabulary);
    }

    /** @param beside the vocabulary that stands beside the weights */
    static Vectorization of(KerasLayer layer, List<String> beside) {
        JsonNode values = layer.values();
        String mode = values.path("output_mode").asString("int");
        if (!mode.equals("int")) {
            throw new UnusableKerasFileException(
                    "The layer '" + layer.name() + "' gives '" + mode + "' instead of token ids.");
        }
        if (!values.path("ngrams").isNull() && !values.path("ngrams").isMissingNode()) {
            throw new UnusableKerasFileException(
                    "The layer '" + layer.name() + "' makes n-grams, which no tokenizer here does.");
        }
        List<String> inside = values.path("vocabulary")
                .valueStream()
                .map(token -> token.asString(""))
                .toList();
        return new Vectorization(
                function(layer, "standardize"),
                function(layer, "split"),
                values.path("output_sequence_length").asInt(0),
                withReserved(inside.isEmpty() ? beside : inside));
    }

    /** Padding and unknown words have the ids 0 and 1 also where a list leaves them out. */
    private static List<String> withReserved(List<String> tokens) {
        if (tokens.isEmpty() || tokens.get(0).isEmpty()) {
            return tokens;
        }
        return Stream.concat(Stream.of("", "[UNK]"), tokens.stream()).toList();
    }

    private static String function(KerasLayer layer, String key) {
        JsonNode value = layer.values().path(key);
        if (value.isNull() || value.isMissingNode()) {
            return "none";
        }
        if (!value.isString()) {
            throw new UnusableKerasFileException(
                    "The layer '" + layer.name() + "' has a function of its own for '" + key + "'.");
        }
        return value.asString();
    }
}
