package io.sentiment.network.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.LayerNames;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Drops inputs of the recurrent layers and of the dense layer as DL4J's own dropout does, but draws by {@link Draws}, so that a
 * GPU drops the same. For one training; the network has its own dropout back after {@link #close()}.
 */
final class DrawnDropout implements AutoCloseable {

    /** Any odd number that keeps the sequences of two places apart. */
    private static final long SEEDS_APART = 0x632be59bd9b4e019L;

    /** Passes over a batch number their places apart. */
    private static final int PLACES_OF_A_PASS = 1_000;

    private final List<Place> places = new ArrayList<>();

    /** Takes the place of the dropout of {@code network}. */
    DrawnDropout(SentimentNetwork network) {
        Architecture architecture = network.architecture();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                add(network, LayerNames.recurrent(architecture, layer, direction));
            }
        }
        add(network, LayerNames.DENSE);
    }

    private void add(SentimentNetwork network, String name) {
        Layer layer = network.dl4j().layer(name);
        Layer inner = layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : layer;
        places.add(new Place(
                inner.conf().getLayer(), places.size(), network.architecture().dropout()));
    }

    /** What is dropped from now on. */
    void draw(long seed) {
        places.forEach(place -> place.begin(seed, 0));
    }

    /** What a second pass over the batch drops. */
    void drawAgain() {
        places.forEach(place -> place.begin(place.seed, PLACES_OF_A_PASS));
    }

    @Override
    public void close() {
        places.forEach(Place::remove);
    }

    /** A layer that drops inputs. */
    private static final class Place implements IDropout {

        private static final long serialVersionUID = 1L;

        private final transient org.deeplearning4j.nn.conf.layers.Layer layer;
        private final transient IDropout before;
        private final int number;
        private final double share;
        private long seed;
        private int pass;

        /** What was drawn, and the same in the form of the input. */
        private transient @Nullable INDArray drawn;

        private transient @Nullable INDArray scales;

        Place(org.deeplearning4j.nn.conf.layers.Layer layer, int number, double share) {
            this.layer = layer;
            this.number = number;
            this.share = share;
            before = layer.getIDropout();
            layer.setIDropout(this);
        }

        void begin(long newSeed, int newPass) {
            seed = newSeed;
            pass = newPass;
        }

        void remove() {
            clear();
            layer.setIDropout(before);
        }

        @Override
        public INDArray applyDropout(
                INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
            clear();
            try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                scales = scales(input);
            }
            return Nd4j.getExecutioner().exec(new MulOp(input, scales, result))[0];
        }

        @Override
        public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
            INDArray gradient = Nd4j.getExecutioner().exec(new MulOp(gradAtOutput, scales, gradAtInput))[0];
            clear();
            return gradient;
        }

        /** @param input [rows, width] or [rows, width, steps] */
        private INDArray scales(INDArray input) {
            int rows = (int) input.size(0);
            int width = (int) input.size(1);
            int steps = input.rank() == 3 ? (int) input.size(2) : 1;
            Draws draws = new Draws(seed + (pass + number) * SEEDS_APART, share);
            float[] values = new float[steps * rows * width];
            int at = 0;
            for (int step = 0; step < steps; step++) {
                for (int row = 0; row < rows; row++) {
                    long first = ((long) row * 65_536 + step) * width;
                    for (int column = 0; column < width; column++) {
                        values[at++] = draws.scale(first + column);
                    }
                }
            }
            INDArray flat = Nd4j.createFromArray(values);
            drawn = flat;
            // As products of all steps lie in memory.
            return input.rank() == 3
                    ? flat.reshape('c', steps, rows, width).permute(1, 2, 0)
                    : flat.reshape('c', rows, width);
        }

        @Override
        public void clear() {
            if (drawn != null) {
                drawn.close();
                drawn = null;
                scales = null;
            }
        }

        /** There is one a layer, and nobody copies a layer in training. */
        @Override
        public IDropout clone() {
            return this;
        }
    }
}
