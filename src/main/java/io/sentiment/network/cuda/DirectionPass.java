package io.sentiment.network.cuda;

import io.sentiment.network.Architecture;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** One direction of a recurrent layer. For one thread at a time; owns nothing. */
final class DirectionPass {

    private final Architecture architecture;
    private final int layer;
    private final int direction;
    private final DeviceWeights weights;
    private final Workspace workspace;
    private final Kernels kernels;
    private final Products products;
    private final @Nullable PersistentLstm persistent;
    private final int columns;
    private final Kernels.Sinks sinks;

    DirectionPass(
            Architecture architecture,
            int layer,
            int direction,
            DeviceWeights weights,
            Workspace workspace,
            Kernels kernels,
            Products products,
            @Nullable PersistentLstm persistent) {
        this.architecture = architecture;
        this.layer = layer;
        this.direction = direction;
        this.weights = weights;
        this.workspace = workspace;
        this.kernels = kernels;
        this.products = products;
        this.persistent = persistent;
        columns = architecture.cell().matrices() * architecture.hiddenSize();
        boolean top = layer == architecture.layers() - 1;
        sinks = new Kernels.Sinks(
                workspace.outputs(layer),
                top ? workspace.features() : 0,
                workspace.rows(),
                architecture.directions() * architecture.hiddenSize(),
                direction * architecture.hiddenSize(),
                architecture.pooling());
    }

    /**
     * Reads a piece of texts.
     *
     * @param running how many rows are computed at a step of the texts; never more than at the step before
     * @param first the step of the texts at which the piece begins
     * @param steps how many steps it has
     * @param carried whether rows begin with a state that an earlier call left; at the very beginning all are zero
     */
    void read(IntUnaryOperator running, Kernels.Texts texts, int first, int steps, boolean carried) {
        DeviceWeights.Direction matrices = weights.direction(layer, direction);
        Projection projection = new Projection(running, texts, first, steps);
        boolean remembered = carried || first > 0;
        int most = running.applyAsInt(first);
        if (persistent != null
                && persistent.hasTurn()
                && (matrices.table() || (long) most * steps <= projection.room())) {
            persistent.read(
                    layer,
                    direction,
                    new Kernels.State(workspace.state(layer, direction), workspace.cell(layer, direction), 0),
                    inputs(matrices, projection, 0),
                    matrices.bias(),
                    texts,
                    most,
                    steps,
                    remembered,
                    sinks);
            return;
        }
        if (!remembered) {
            workspace.forget(layer, direction, most);
        }
        for (int step = 0; step < steps; step++) {
            int rows = running.applyAsInt(first + step);
            long sums = 0;
            if (remembered || step > 0) {
                sums = workspace.sums();
                products.multiply(
                        sums,
                        workspace.state(layer, direction),
                        matrices.recurrent(),
                        rows,
                        columns,
                        architecture.hiddenSize());
            }
            kernels.step(
                    new Kernels.State(workspace.state(layer, direction), workspace.cell(layer, direction), sums),
                    inputs(matrices, projection, step),
                    matrices.bias(),
                    texts,
                    reading(step),
                    rows,
                    architecture.hiddenSize(),
                    sinks);
        }
    }

    private static Kernels.Inputs inputs(DeviceWeights.Direction matrices, Projection projection, int step) {
        return matrices.table()
                ? new Kernels.Inputs(matrices.input(), true)
                : new Kernels.Inputs(projection.at(step), false);
    }

    private Kernels.Reading reading(int step) {
        return new Kernels.Reading(step, direction == 1);
    }

    /** The inputs of the steps of a piece times the input weights: of as many steps at a time as there is room for. */
    private final class Projection {

        private final IntUnaryOperator running;
        private final Kernels.Texts texts;
        private final int first;
        private final int steps;
        private int start;
        private int end;
        private int rows;

        Projection(IntUnaryOperator running, Kernels.Texts texts, int first, int steps) {
            this.running = running;
            this.texts = texts;
            this.first = first;
            this.steps = steps;
        }

        /** Rows that are projected at a time. */
        long room() {
            return (long) MemoryPlan.PROJECTED * workspace.rows();
        }

        /** Address of the rows of a step; steps are asked for in their order. */
        long at(int step) {
            if (step == end) {
                project(step);
            }
            return workspace.projected((long) (step - start) * rows);
        }

        private void project(int step) {
            start = step;
            rows = running.applyAsInt(first + step);
            end = (int) Math.min(steps, step + room() / rows);
            int width = architecture.inputSize(layer);
            if (layer == 0) {
                kernels.gatherTokens(workspace.vectors(), weights.embedding(), texts, reading(step), rows, end - start);
            } else {
                kernels.gatherStates(
                        workspace.vectors(),
                        workspace.outputs(layer - 1),
                        texts,
                        reading(step),
                        rows,
                        end - start,
                        workspace.rows());
            }
            products.multiply(
                    workspace.projected(0),
                    workspace.vectors(),
                    weights.direction(layer, direction).input(),
                    rows * (end - start),
                    columns,
                    width);
        }
    }
}
