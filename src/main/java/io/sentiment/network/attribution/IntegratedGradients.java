package io.sentiment.network.attribution;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Range;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep Networks", arXiv:1703.01365) of
 * the log odds of {@code positive}: the path leads from a text of unknown tokens straight to the text, each
 * gradient is taken at the middle of an equal part of it, and a token contributes the product of its way and the mean
 * gradient. Thread-safe: calls wait for one another.
 *
 * <p>Points of the path are computed {@value #POINTS} at a time, so that memory does not grow with their number: of an LSTM
 * at most 24 · (6 · hidden) bytes are kept on the heap for each token, direction and layer on the way there, and a sixth
 * of that on the way back.
 */
public final class IntegratedGradients implements AutoCloseable {

    /** Steps that the path is cut into at least. */
    public static final int FEWEST_STEPS = 4;

    /** Steps that the path is cut into at most. */
    public static final int MOST_STEPS = 50;

    /** With four steps, both ends of the path are computed with the middles of the steps. */
    private static final int POINTS = 6;

    private final NetworkWeights weights;
    private final Architecture architecture;
    private final boolean oneDnn;
    private final Owned owned = new Owned();
    private final List<List<DirectionWeights>> layers = new ArrayList<>();
    private boolean closed;

    /**
     * Copies the weights of the recurrent layers twice; shares the embedding.
     *
     * @param oneDnn whether oneDNN computes the matrix products, which this machine must then have; plain Java takes half as
     *     long again or more
     */
    public IntegratedGradients(NetworkWeights weights, boolean oneDnn) {
        this.weights = weights;
        this.architecture = weights.architecture();
        this.oneDnn = oneDnn;
        try {
            Products.Maker maker =
                    oneDnn ? Products.Maker.packed(owned.add(new Device()), owned) : Products.Maker.plain();
            for (int layer = 0; layer < architecture.layers(); layer++) {
                int below = layer == 0 ? 0 : architecture.directions();
                layers.add(weights.layers().get(layer).stream()
                        .map(direction -> DirectionWeights.of(
                                direction, architecture.cell(), architecture.hiddenSize(), below, maker))
                        .toList());
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /**
     * Attributes the answer for a text to its tokens.
     *
     * @param steps that the path is cut into, from {@value #FEWEST_STEPS} to {@value #MOST_STEPS}
     * @throws IllegalArgumentException if the network cannot read the text, see {@link Architecture#requireReadable}, or
     *     the steps are too few or too many
     * @throws IllegalStateException if it is closed
     */
    public synchronized Attribution attribute(EncodedText text, int steps) {
        Range.require("steps", steps, FEWEST_STEPS, MOST_STEPS);
        architecture.requireReadable(text);
        if (closed) {
            throw new IllegalStateException("The weights were released.");
        }
        if (!oneDnn) {
            return compute(text, steps);
        }
        Attribution[] computed = new Attribution[1];
        Team.alone(() -> computed[0] = compute(text, steps));
        return computed[0];
    }

    /** Releases native memory; must not be used afterwards. */
    @Override
    public synchronized void close() {
        closed = true;
        owned.close();
    }

    private Attribution compute(EncodedText text, int steps) {
        TokenPath path = new TokenPath(weights, layers.get(0), text.tokenIds());
        List<float[][]> gradients = layers.get(0).stream()
                .map(direction -> new float[text.length()][direction.columns()])
                .toList();
        float[] points = points(steps);
        double[] logOdds = new double[points.length];
        for (int first = 0; first < points.length; first += POINTS) {
            int end = Math.min(first + POINTS, points.length);
            NetworkPass pass = new NetworkPass(weights, layers, path, Arrays.copyOfRange(points, first, end));
            System.arraycopy(pass.run(), 0, logOdds, first, end - first);
            int inner = Math.min(end, steps) - first;
            if (inner > 0) {
                pass.addGradients(inner, gradients);
            }
        }
        double[] contributions = path.contributions(gradients);
        for (int token = 0; token < contributions.length; token++) {
            contributions[token] /= steps;
        }
        return new Attribution(contributions, logOdds[steps], logOdds[steps + 1]);
    }

    /** The middles of the steps, and then both ends of the path, which need no gradient. */
    private static float[] points(int steps) {
        float[] points = new float[steps + 2];
        for (int step = 0; step < steps; step++) {
            points[step] = (step + 0.5f) / steps;
        }
        points[steps + 1] = 1;
        return points;
    }
}
