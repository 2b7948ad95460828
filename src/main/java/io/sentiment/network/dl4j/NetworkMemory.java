package io.sentiment.network.dl4j;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.provider.BasicWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Releases the native memory of a network, as the {@code close()} of DL4J's networks does. That one also asks Java for a
 * full garbage collection, which stops every thread: nobody would be answered for a third of a second after each swap.
 */
final class NetworkMemory {

    private NetworkMemory() {}

    static void release(Model network) {
        release(network.params());
        release(network.getGradientsViewArray());
        release(updaterState(network));
        releaseWorkspaces();
    }

    /** Not {@code destroyAllWorkspacesForCurrentThread()}, which asks for a collection too. */
    private static void releaseWorkspaces() {
        BasicWorkspaceManager manager = (BasicWorkspaceManager) Nd4j.getWorkspaceManager();
        List.copyOf(manager.getAllWorkspacesForCurrentThread()).forEach(manager::destroyWorkspace);
    }

    private static @Nullable INDArray updaterState(Model network) {
        if (network instanceof MultiLayerNetwork layers) {
            return layers.getUpdater(false) == null
                    ? null
                    : layers.getUpdater(false).getStateViewArray();
        }
        if (network instanceof ComputationGraph graph) {
            return graph.getUpdater(false) == null
                    ? null
                    : graph.getUpdater(false).getStateViewArray();
        }
        return null;
    }

    private static void release(@Nullable INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }
}
