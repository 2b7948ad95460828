package io.sentiment.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sentiment.prediction.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look at how a network reads a text. Immutable.
 *
 * @param prediction of the whole text
 * @param tokens what the network reads, step by step; a word that it does not know may be several pieces
 * @param layers the directions of each recurrent layer, the lowest layer first
 * @param winners of pooled maxima: the step, from 0, whose state won each unit, those of the forward direction first
 */
public record TextTrace(
        Prediction prediction,
        List<Token> tokens,
        List<Layer> layers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Integer> winners) {

    /** Copies the lists. */
    public TextTrace {
        tokens = List.copyOf(tokens);
        layers = List.copyOf(layers);
        winners = winners == null ? null : List.copyOf(winners);
    }

    /**
     * What the network reads at one step. Immutable.
     *
     * @param text the characters of the text as it was sent, all those of the word also for a piece of it
     * @param start index, in code points, of the first of them
     * @param end index after the last
     * @param id in the vocabulary
     * @param unknown whether the vocabulary does not hold it
     * @param positive the probability that the text is positive, if it ended here
     */
    public record Token(String text, int start, int end, int id, boolean unknown, float positive) {}

    /**
     * One direction of a recurrent layer. Immutable.
     *
     * @param layer its number, from 0
     * @param direction {@code forwards} or {@code backwards}
     * @param steps what it computed, in the order of the text
     */
    public record Layer(int layer, String direction, List<Step> steps) {

        /** Copies the list. */
        public Layer {
            steps = List.copyOf(steps);
        }
    }

    /**
     * What a direction computed at one step. A simple recurrent network has a state alone. Immutable.
     *
     * @param forget how much of the cell state is kept, from 0 to 1
     * @param input how much of the new value is taken, from 0 to 1
     * @param output how much of the cell state is shown, from 0 to 1
     * @param newValue from -1 to 1
     * @param cell forget · the cell state before + input · new value
     * @param state output · tanh(cell)
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            @Nullable Values forget,
            @Nullable Values input,
            @Nullable Values output,
            @Nullable Values newValue,
            @Nullable Values cell,
            Values state) {}

    /**
     * Values of hidden units: a summary of all, or those of some. Immutable.
     *
     * @param mean over all units
     * @param belowTenth share of the units below 0.1
     * @param aboveNineTenths share of the units above 0.9
     * @param norm Euclidean
     * @param units values of the units that were asked for, in that order
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Values(
            @Nullable Double mean,
            @Nullable Double belowTenth,
            @Nullable Double aboveNineTenths,
            @Nullable Double norm,
            @Nullable List<Float> units) {

        static Values of(float[] values, Units units) {
            if (units.chosen() != null) {
                return new Values(
                        null,
                        null,
                        null,
                        null,
                        units.chosen().stream().map(unit -> values[unit]).toList());
            }
            double sum = 0;
            double squares = 0;
            int low = 0;
            int high = 0;
            for (float value : values) {
                sum += value;
                squares += (double) value * value;
                low += value < 0.1f ? 1 : 0;
                high += value > 0.9f ? 1 : 0;
            }
            double count = values.length;
            return new Values(sum / count, low / count, high / count, Math.sqrt(squares), null);
        }
    }
}
