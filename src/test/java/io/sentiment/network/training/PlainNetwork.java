package io.sentiment.network.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.LabelledText;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.dl4j.TrainingSettings;
import java.util.Arrays;
import java.util.List;

/**
 * A network of LSTM layers and its training by Adam as plain loops in double precision, a row and a token at a time, to hold
 * the real one against. States before and after a batch are arguments: who trains it carries them by hand.
 */
final class PlainNetwork {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final Architecture architecture;
    private final TrainingSettings settings;
    private final int hidden;

    /** Of the embedding, of each recurrent layer (input weights, recurrent weights, bias), of the dense layer; row-major. */
    private final double[][] weights;

    private final double[][] gradients;
    private final double[][] first;
    private final double[][] second;
    private int updates;

    PlainNetwork(NetworkWeights begin, TrainingSettings settings) {
        this(begin.architecture(), layers(begin), settings);
    }

    /** @param begin as {@link #layers} orders them; not changed */
    PlainNetwork(Architecture architecture, double[][] begin, TrainingSettings settings) {
        this.architecture = architecture;
        this.settings = settings;
        hidden = architecture.hiddenSize();
        weights = Arrays.stream(begin).map(double[]::clone).toArray(double[][]::new);
        gradients = zeros();
        first = zeros();
        second = zeros();
    }

    /** The weights of a network in the order of this one's. */
    static double[][] layers(NetworkWeights network) {
        double[][] layers = new double[network.layers().size() + 2][];
        layers[0] = joined(network.embedding());
        for (int layer = 0; layer < network.layers().size(); layer++) {
            NetworkWeights.Direction forwards = network.layers().get(layer).get(0);
            layers[layer + 1] = joined(forwards.input(), forwards.recurrent(), forwards.bias());
        }
        layers[layers.length - 1] = joined(network.dense(), new float[] {network.denseBias()});
        return layers;
    }

    double[][] weights() {
        return weights;
    }

    /** States of {@code rows} rows that remember nothing. */
    States fresh(int rows) {
        int layers = architecture.layers();
        return new States(new double[layers][rows][hidden], new double[layers][rows][hidden]);
    }

    /** The sum of the losses of rows that remember nothing. Not to be trained afterwards: their gradients stay. */
    double loss(List<LabelledText> rows) {
        States states = fresh(rows.size());
        double loss = 0;
        for (int row = 0; row < rows.size(); row++) {
            loss += addGradients(rows.get(row), states, row, 1);
        }
        return loss;
    }

    /**
     * One update.
     *
     * @param states of each row before the batch; afterwards those after its last token
     * @param rowWeights by which the rows' losses are multiplied
     * @param size by which their sum is divided
     * @return that mean loss before the update
     */
    double train(List<LabelledText> rows, States states, double[] rowWeights, int size) {
        double loss = 0;
        for (int row = 0; row < rows.size(); row++) {
            loss += rowWeights[row] * addGradients(rows.get(row), states, row, rowWeights[row]);
        }
        update(size);
        return loss / size;
    }

    private double addGradients(LabelledText row, States states, int number, double rowWeight) {
        int[] ids = row.text().tokenIds();
        int layers = architecture.layers();
        Trace[][] traces = new Trace[layers][ids.length];
        double[][] inputs = new double[ids.length][];
        for (int step = 0; step < ids.length; step++) {
            inputs[step] = embedding(ids[step]);
        }
        double[][] values = inputs;
        for (int layer = 0; layer < layers; layer++) {
            double[][] outputs = new double[ids.length][];
            for (int step = 0; step < ids.length; step++) {
                Trace trace = forward(layer, values[step], states.hidden[layer][number], states.cells[layer][number]);
                states.hidden[layer][number] = trace.state;
                states.cells[layer][number] = trace.cell;
                traces[layer][step] = trace;
                outputs[step] = trace.state;
            }
            values = outputs;
        }
        double[] last = values[ids.length - 1];
        double[] dense = weights[layers + 1];
        double logOdds = dense[hidden];
        for (int unit = 0; unit < hidden; unit++) {
            logOdds += dense[unit] * last[unit];
        }
        double answer = sigmoid(logOdds);
        double ofLogOdds = rowWeight * (answer - row.target());
        double[][] ofStates = new double[ids.length][hidden];
        for (int unit = 0; unit < hidden; unit++) {
            gradients[layers + 1][unit] += ofLogOdds * last[unit];
            ofStates[ids.length - 1][unit] = ofLogOdds * dense[unit];
        }
        gradients[layers + 1][hidden] += ofLogOdds;
        for (int layer = layers - 1; layer >= 0; layer--) {
            ofStates = backward(layer, traces[layer], ofStates);
        }
        int width = architecture.embeddingSize();
        for (int step = 0; step < ids.length; step++) {
            for (int column = 0; column < width; column++) {
                gradients[0][ids[step] * width + column] += ofStates[step][column];
            }
        }
        return -row.target() * Math.log(answer) - (1 - row.target()) * Math.log(1 - answer);
    }

    private double[] embedding(int id) {
        int width = architecture.embeddingSize();
        double[] vector = new double[width];
        System.arraycopy(weights[0], id * width, vector, 0, width);
        return vector;
    }

    /** Gates in DL4J's order: new value, forget, output, input. */
    private Trace forward(int layer, double[] input, double[] earlierState, double[] earlierCell) {
        double[] gates = new double[4 * hidden];
        for (int gate = 0; gate < gates.length; gate++) {
            double sum = weights[layer + 1][(input.length + hidden) * gates.length + gate];
            for (int column = 0; column < input.length; column++) {
                sum += input[column] * weights[layer + 1][column * gates.length + gate];
            }
            for (int unit = 0; unit < hidden; unit++) {
                sum += earlierState[unit] * weights[layer + 1][(input.length + unit) * gates.length + gate];
            }
            gates[gate] = gate < hidden ? Math.tanh(sum) : sigmoid(sum);
        }
        double[] cell = new double[hidden];
        double[] state = new double[hidden];
        for (int unit = 0; unit < hidden; unit++) {
            cell[unit] = gates[hidden + unit] * earlierCell[unit] + gates[3 * hidden + unit] * gates[unit];
            state[unit] = gates[2 * hidden + unit] * Math.tanh(cell[unit]);
        }
        return new Trace(input, earlierState, earlierCell, gates, cell, state);
    }

    /** Returns the gradients of the inputs; those of the states before the first step go nowhere. */
    private double[][] backward(int layer, Trace[] steps, double[][] ofStates) {
        double[][] ofInputs = new double[steps.length][steps[0].input.length];
        double[] ofState = new double[hidden];
        double[] ofCell = new double[hidden];
        double[] gradient = gradients[layer + 1];
        for (int step = steps.length - 1; step >= 0; step--) {
            Trace trace = steps[step];
            int width = trace.input.length;
            double[] ofGates = new double[4 * hidden];
            for (int unit = 0; unit < hidden; unit++) {
                double newValue = trace.gates[unit];
                double forget = trace.gates[hidden + unit];
                double output = trace.gates[2 * hidden + unit];
                double input = trace.gates[3 * hidden + unit];
                double tangent = Math.tanh(trace.cell[unit]);
                double state = ofState[unit] + ofStates[step][unit];
                double cell = ofCell[unit] + state * output * (1 - tangent * tangent);
                ofGates[unit] = cell * input * (1 - newValue * newValue);
                ofGates[hidden + unit] = cell * trace.earlierCell[unit] * forget * (1 - forget);
                ofGates[2 * hidden + unit] = state * tangent * output * (1 - output);
                ofGates[3 * hidden + unit] = cell * newValue * input * (1 - input);
                ofCell[unit] = cell * forget;
            }
            ofState = new double[hidden];
            for (int gate = 0; gate < ofGates.length; gate++) {
                gradient[(width + hidden) * ofGates.length + gate] += ofGates[gate];
                for (int column = 0; column < width; column++) {
                    gradient[column * ofGates.length + gate] += trace.input[column] * ofGates[gate];
                    ofInputs[step][column] += weights[layer + 1][column * ofGates.length + gate] * ofGates[gate];
                }
                for (int unit = 0; unit < hidden; unit++) {
                    int at = (width + unit) * ofGates.length + gate;
                    gradient[at] += trace.earlierState[unit] * ofGates[gate];
                    ofState[unit] += weights[layer + 1][at] * ofGates[gate];
                }
            }
        }
        return ofInputs;
    }

    /** The mean over the batch, clipped layer by layer, then Adam (Kingma and Ba 2015). */
    private void update(int size) {
        updates++;
        double rate = settings.learningRate()
                * Math.sqrt(1 - Math.pow(SECOND_DECAY, updates))
                / (1 - Math.pow(FIRST_DECAY, updates));
        for (int layer = 0; layer < weights.length; layer++) {
            double squares = 0;
            for (double gradient : gradients[layer]) {
                squares += gradient / size * (gradient / size);
            }
            double scale = Math.min(1, settings.gradientNorm() / Math.sqrt(squares)) / size;
            for (int index = 0; index < weights[layer].length; index++) {
                double gradient = gradients[layer][index] * scale;
                first[layer][index] = FIRST_DECAY * first[layer][index] + (1 - FIRST_DECAY) * gradient;
                second[layer][index] = SECOND_DECAY * second[layer][index] + (1 - SECOND_DECAY) * gradient * gradient;
                weights[layer][index] -= rate * first[layer][index] / (Math.sqrt(second[layer][index]) + EPSILON);
                gradients[layer][index] = 0;
            }
        }
    }

    private double[][] zeros() {
        double[][] zeros = new double[weights.length][];
        for (int layer = 0; layer < zeros.length; layer++) {
            zeros[layer] = new double[weights[layer].length];
        }
        return zeros;
    }

    private static double[] joined(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        double[] joined = new double[length];
        int at = 0;
        for (float[] part : parts) {
            for (float value : part) {
                joined[at++] = value;
            }
        }
        return joined;
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }

    /** h and c of every layer and row. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record States(double[][][] hidden, double[][][] cells) {}

    /** What a layer computed at a token. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Trace(
            double[] input,
            double[] earlierState,
            double[] earlierCell,
            double[] gates,
            double[] cell,
            double[] state) {}
}
