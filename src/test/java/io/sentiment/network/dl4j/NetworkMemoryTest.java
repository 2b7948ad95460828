package io.sentiment.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.RandomTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.memory.provider.BasicWorkspaceManager;
import org.nd4j.linalg.factory.Nd4j;

class NetworkMemoryTest {

    private static final String COLLECTION_ASKED_FOR = "jdk.SystemGC";

    @TempDir
    Path folder;

    /** A network of one direction is a multi-layer network of DL4J, the other a graph. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closingReleasesEveryWorkspaceAndAsksForNoCollection(boolean bidirectional) throws IOException {
        Architecture architecture = new Architecture(40, 5, Cell.LSTM, 7, 1, bidirectional, 9, 0);
        SentimentNetwork network = SentimentNetwork.create(architecture, TrainingSettings.DEFAULT);
        RandomTexts random = new RandomTexts(architecture, 1);
        LabelledBatch.fit(network, random.labelled(4));
        network.positiveProbabilities(random.ofAnyLength(4));
        BasicWorkspaceManager workspaces = (BasicWorkspaceManager) Nd4j.getWorkspaceManager();
        assertThat(workspaces.getAllWorkspacesIdsForCurrentThread()).isNotEmpty();

        assertThat(collectionsAskedForBy(network::close)).isEmpty();

        assertThat(workspaces.getAllWorkspacesIdsForCurrentThread()).isEmpty();
    }

    private List<String> collectionsAskedForBy(Runnable code) throws IOException {
        long thread = Thread.currentThread().getId();
        try (Recording recording = new Recording()) {
            recording.enable(COLLECTION_ASKED_FOR).withStackTrace();
            recording.start();
            code.run();
            recording.stop();
            Path file = folder.resolve("recording.jfr");
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getThread().getJavaThreadId() == thread)
                    .map(RecordedEvent::toString)
                    .toList();
        }
    }
}
