package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.Team;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What DL4J's updater does to gradients and weights (mean over the batch, clipping of each layer's gradient to a norm,
 * Adam by Kingma and Ba 2015) in two passes over memory instead of seven, on a team of threads. Moments and weights are
 * DL4J's own arrays.
 */
final class FusedAdam {

    /** Values that a thread takes at a time: four arrays of them fit the second cache. */
    private static final int BLOCK = 4096;

    private final Team team;
    private final AdamBlock[] blocks;

    /** An updater on the threads of a team, which stays the caller's. */
    FusedAdam(Team team) {
        this.team = team;
        blocks = new AdamBlock[team.members()];
        for (int member = 0; member < blocks.length; member++) {
            blocks[member] = new AdamBlock(BLOCK);
        }
    }

    /** Whether {@link #update} does all that this updater would do. */
    static boolean suits(BaseMultiLayerUpdater<?> updater) {
        return updater.getUpdaterBlocks().size() == 1
                && updater.getUpdaterBlocks().get(0).getGradientUpdater() instanceof AdamUpdater
                && updater.getStateViewArray().length() * Float.BYTES < Integer.MAX_VALUE
                && updater.getUpdaterBlocks().get(0).getLayersAndVariablesInBlock().stream()
                        .allMatch(FusedAdam::suits);
    }

    private static boolean suits(UpdaterBlock.ParamState state) {
        Trainable layer = state.getLayer();
        GradientNormalization normalisation = layer.getConfig().getGradientNormalization();
        var regularisation = layer.getConfig().getRegularizationByParam(state.getParamName());
        return (regularisation == null || regularisation.isEmpty())
                && (normalisation == GradientNormalization.ClipL2PerLayer
                        || normalisation == GradientNormalization.None
                        || normalisation == null)
                && layer.updaterDivideByMinibatch(state.getParamName());
    }

    /**
     * Updates the weights by the gradients that DL4J has summed over a batch.
     *
     * @param iteration the number of updates before this one
     */
    void update(BaseMultiLayerUpdater<?> updater, INDArray weights, int batchSize, int iteration, int epoch) {
        UpdaterBlock block = updater.getUpdaterBlocks().get(0);
        AdamUpdater adam = (AdamUpdater) block.getGradientUpdater();
        Adam settings = adam.getConfig();
        AdamBlock.Rates rates = AdamBlock.Rates.of(settings, settings.getLearningRate(iteration, epoch), iteration);
        INDArray gradients = updater.getFlattenedGradientsView();
        List<Segment> segments = segments(block);
        double[][] squares = new double[team.members()][segments.size()];
        team.run(member -> {
            FloatBuffer gradient = NativeArrays.buffer(gradients);
            for (int index = 0; index < segments.size(); index++) {
                Segment share = segments.get(index).share(member, team.members());
                squares[member][index] = blocks[member].squares(gradient, share.first(), share.end());
            }
        });
        team.run(member -> {
            AdamBlock.Memory memory = new AdamBlock.Memory(
                    NativeArrays.buffer(gradients),
                    NativeArrays.buffer(weights),
                    moment(adam, AdamUpdater.M_STATE),
                    moment(adam, AdamUpdater.V_STATE));
            for (int index = 0; index < segments.size(); index++) {
                double sum = 0;
                for (double[] ofMember : squares) {
                    sum += ofMember[index];
                }
                Segment segment = segments.get(index);
                Segment share = segment.share(member, team.members());
                blocks[member].update(memory, share.first(), share.end(), rates, segment.scale(sum, batchSize));
            }
        });
    }

    private static FloatBuffer moment(AdamUpdater adam, String name) {
        return NativeArrays.buffer(Objects.requireNonNull(adam.getState().get(name), name));
    }

    /** The layers, in the order of the flat arrays. */
    private static List<Segment> segments(UpdaterBlock block) {
        List<Segment> segments = new ArrayList<>();
        Trainable latest = null;
        for (UpdaterBlock.ParamState state : block.getLayersAndVariablesInBlock()) {
            int first = state.getParamOffsetStart();
            if (state.getLayer() == latest) {
                first = segments.remove(segments.size() - 1).first();
            }
            latest = state.getLayer();
            boolean clips = latest.getConfig().getGradientNormalization() == GradientNormalization.ClipL2PerLayer;
            segments.add(new Segment(
                    first,
                    state.getParamOffsetEnd(),
                    clips ? latest.getConfig().getGradientNormalizationThreshold() : Double.POSITIVE_INFINITY));
        }
        return segments;
    }

    /**
     * The weights of a layer, or a part of them.
     *
     * @param norm to which the layer's gradient is clipped
     */
    private record Segment(int first, int end, double norm) {

        /** A thread's part, of whole blocks but for the last. */
        Segment share(int member, int members) {
            return new Segment(boundary(member, members), boundary(member + 1, members), norm);
        }

        private int boundary(int member, int members) {
            return member == members ? end : first + (int) ((long) (end - first) * member / members) / BLOCK * BLOCK;
        }

        /** By what a sum over a batch is multiplied to be its mean, clipped. */
        float scale(double squares, int batchSize) {
            double mean = Math.sqrt(squares) / batchSize;
            return (float) ((mean > norm ? norm / mean : 1) / batchSize);
        }
    }
}
