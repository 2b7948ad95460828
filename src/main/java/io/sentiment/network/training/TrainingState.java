package io.sentiment.network.training;

import io.sentiment.network.dl4j.FloatStream;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that the epochs to come depend on: results so far, weights, moments of Adam, number of updates, the state of
 * ND4J's random numbers, the average of the weights if there is one, and the weights of the best epoch. A training that
 * goes on from a state that was written and read gives the same network, to the bit, as one that was not interrupted. Not
 * safe for use by several threads.
 */
public final class TrainingState implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final SentimentNetwork network;
    private final @Nullable WeightAverage average;
    private List<EpochResult> epochs = new ArrayList<>();
    private @Nullable EpochResult best;
    private @Nullable INDArray bestWeights;

    /** @param averageDecay of the average of the weights, or 0 for none */
    TrainingState(SentimentNetwork network, double averageDecay) {
        this.network = network;
        this.average = averageDecay > 0 ? new WeightAverage(network.parameters(), averageDecay) : null;
    }

    /** The finished epochs, in order. */
    public List<EpochResult> epochs() {
        return List.copyOf(epochs);
    }

    /** The epoch with the lowest log loss on the development texts, or null before the first is finished. */
    @Nullable
    EpochResult best() {
        return best;
    }

    /** Writes the state after the latest epoch. Does not close the stream. */
    public void write(OutputStream stream) throws IOException {
        DataOutputStream data = new DataOutputStream(stream);
        byte[] results = JSON.writeValueAsBytes(epochs);
        data.writeInt(results.length);
        data.write(results);
        data.writeInt(network.dl4j().updates());
        data.writeLong(Nd4j.getRandom().rootState());
        data.writeLong(Nd4j.getRandom().nodeState());
        FloatStream.write(network.parameters(), data);
        FloatStream.write(network.dl4j().moments(), data);
        if (average != null) {
            FloatStream.write(average.sum(), data);
        }
        // The best weights are mostly the latest.
        data.writeBoolean(!isLatestBest());
        if (!isLatestBest() && bestWeights != null) {
            FloatStream.write(bestWeights, data);
        }
        data.flush();
    }

    /**
     * Reads what {@link #write} wrote for a network of the same architecture and settings; only streams that this program
     * wrote and that are known to be whole may be read. Does not close the stream.
     *
     * @throws IOException if the stream is no such state
     */
    public void read(InputStream stream) throws IOException {
        DataInputStream data = new DataInputStream(stream);
        try {
            epochs = new ArrayList<>(
                    JSON.readValue(data.readNBytes(data.readInt()), new TypeReference<List<EpochResult>>() {}));
        } catch (JacksonException e) {
            throw new IOException("The stored state of the training is malformed.", e);
        }
        best = null;
        epochs.forEach(this::compare);
        network.dl4j().setUpdates(data.readInt());
        Nd4j.getRandom().setStates(data.readLong(), data.readLong());
        FloatStream.read(data, network.parameters());
        FloatStream.read(data, network.dl4j().moments());
        if (average != null) {
            FloatStream.read(data, average.sum());
        }
        useAverage();
        keepWeights();
        restoreLatest();
        if (data.readBoolean() && bestWeights != null) {
            FloatStream.read(data, bestWeights);
        }
    }

    /** The average of the weights before its correction, or null where there is none: this state's own array. */
    @Nullable
    INDArray averageSum() {
        return average == null ? null : average.sum();
    }

    /** After each update. */
    void updated() {
        if (average != null) {
            average.add();
        }
    }

    /** Gives the network the weights that are evaluated and kept: the average, where there is one. */
    void useAverage() {
        if (average != null) {
            average.use(network.dl4j().updates());
        }
    }

    /** Gives the network the weights back that training goes on with. */
    void restoreLatest() {
        if (average != null) {
            average.restore();
        }
    }

    /** Takes the result of an epoch that has just been trained, while the network has the weights to keep. */
    void add(EpochResult result) {
        epochs.add(result);
        compare(result);
        if (isLatestBest()) {
            keepWeights();
        }
    }

    /** Gives the network the weights of the best epoch. */
    void restoreBest() {
        network.parameters().assign(bestWeights);
    }

    private void compare(EpochResult result) {
        if (best == null || result.development().logLoss() < best.development().logLoss()) {
            best = result;
        }
    }

    private boolean isLatestBest() {
        return best != null && best.epoch() == epochs.size();
    }

    private void keepWeights() {
        if (bestWeights == null) {
            bestWeights = network.parameters().dup();
        } else {
            bestWeights.assign(network.parameters());
        }
    }

    @Override
    public void close() {
        if (bestWeights != null) {
            bestWeights.close();
        }
        if (average != null) {
            average.close();
        }
    }

    /**
     * The exponential moving average of the weights over the updates of a training: {@code a = d·a + (1 - d)·w}, from 0 on,
     * divided by {@code 1 - d^updates} as the moments of Adam are (Kingma and Ba 2015). Owns its arrays.
     */
    static final class WeightAverage implements AutoCloseable {

        private final INDArray weights;
        private final double decay;
        private final INDArray sum;
        private final INDArray raw;

        /** @param weights the network's own array, which stays the caller's */
        WeightAverage(INDArray weights, double decay) {
            this.weights = weights;
            this.decay = decay;
            this.sum = Nd4j.zerosLike(weights);
            this.raw = weights.dup();
        }

        /** Before its correction, for a stored state. */
        INDArray sum() {
            return sum;
        }

        /** Takes the weights in as they are after an update. */
        void add() {
            sum.muli(decay);
            Nd4j.getBlasWrapper().level1().axpy(weights.length(), 1 - decay, weights, sum);
        }

        /** Gives the network the average over {@code updates} updates, at least one, until {@link #restore}. */
        void use(int updates) {
            raw.assign(weights);
            weights.assign(sum).divi(1 - Math.pow(decay, updates));
        }

        /** Gives the network the weights back that training goes on with. */
        void restore() {
            weights.assign(raw);
        }

        @Override
        public void close() {
            sum.close();
            raw.close();
        }
    }
}
