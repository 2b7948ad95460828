package io.sentiment.model.keras;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Keras answers to a text.
 *
 * @param text as it is sent
 * @param positive the probability that it is positive
 */
public record ExpectedProbability(String text, double positive) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads JSON Lines, each an object with {@code text} and {@code positive}.
     *
     * @throws UnusableKerasFileException that names the line, if one is none, or if there is none
     */
    public static List<ExpectedProbability> read(byte[] lines) {
        List<ExpectedProbability> expected = new ArrayList<>();
        int number = 0;
        for (String line : new String(lines, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            if (!line.isBlank()) {
                expected.add(read(line, number));
            }
        }
        if (expected.isEmpty()) {
            throw new UnusableKerasFileException("There are no texts to verify the import by.");
        }
        return expected;
    }

    private static ExpectedProbability read(String line, int number) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.path("text").isString() && node.path("positive").isNumber()) {
                return new ExpectedProbability(
                        node.path("text").asString(), node.path("positive").asDouble());
            }
        } catch (JacksonException e) {
            throw new UnusableKerasFileException("Line " + number + " of the texts to verify by is no JSON.", e);
        }
        throw new UnusableKerasFileException(
                "Line " + number + " of the texts to verify by has no text, or no probability called positive.");
    }
}
