package io.sentiment.network.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.text.EncodedText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PretrainingTest {

    private static final Architecture ARCHITECTURE = new Architecture(10, 4, Cell.LSTM, 3, 1, false, 10, 0);

    private final TokenCorpus corpus = new TokenCorpus(ARCHITECTURE.vocabularySize());
    private final StoredWeights stored = new StoredWeights();
    private final List<String> finished = new ArrayList<>();

    private final PretrainingListener listener = new PretrainingListener() {
        @Override
        public void finished(PretrainingStage stage, boolean earlier) {
            finished.add(stage.name() + (earlier ? " earlier" : ""));
        }
    };

    @Test
    void aFinishedStageIsNotRunAgain() {
        corpus.add(new EncodedText(new int[] {2, 3, 4, 5, 6, 7}, 6, 0, false));
        List<PretrainingStage> stages = List.of(new WordVectors(2, 1));
        float[] first = run(stages);
        float[] second = run(stages);

        assertThat(second).isEqualTo(first);
        assertThat(finished).containsExactly("word vectors", "word vectors earlier");
    }

    @Test
    void aStageThatWasInterruptedStartsFromTheResultOfTheOneBefore() {
        corpus.add(new EncodedText(new int[] {2, 3, 4, 5, 6, 7}, 6, 0, false));
        List<PretrainingStage> stages = List.of(new WordVectors(2, 1), new LanguageModel(2, 1));
        float[] uninterrupted = run(stages);
        stored.files.remove("language model");
        finished.clear();

        assertThat(run(stages)).isEqualTo(uninterrupted);
        assertThat(finished).containsExactly("word vectors earlier", "language model");
    }

    @Test
    void withoutStagesTheNetworkStaysAsItIs() {
        try (SentimentNetwork fresh = SentimentNetwork.create(ARCHITECTURE, TrainingSettings.DEFAULT)) {
            assertThat(run(List.of())).isEqualTo(fresh.weights().embedding());
        }
    }

    private float[] run(List<PretrainingStage> stages) {
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, TrainingSettings.DEFAULT)) {
            new Pretraining(stages, listener, stored, TrainingDevice.CPU).train(network, corpus);
            return network.weights().embedding();
        }
    }

    /** As a folder would: only weights that were written are read. */
    private static final class StoredWeights implements Pretraining.Results {

        private final Map<String, byte[]> files = new HashMap<>();

        @Override
        public boolean restore(PretrainingStage stage, SentimentNetwork network) throws IOException {
            byte[] file = files.get(stage.name());
            if (file == null) {
                return false;
            }
            network.readWeights(new ByteArrayInputStream(file));
            return true;
        }

        @Override
        public void store(PretrainingStage stage, SentimentNetwork network) throws IOException {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            network.writeWeights(file);
            files.put(stage.name(), file.toByteArray());
        }
    }
}
