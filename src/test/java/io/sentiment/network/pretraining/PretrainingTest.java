package io.sentiment.network.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.SentimentNetwork;
import io.sentiment.network.TrainingSettings;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PretrainingTest {

    private static final Architecture ARCHITECTURE = new Architecture(10, 4, Cell.LSTM, 3, 1, false, 10, 0);

    private final TokenCorpus corpus = new TokenCorpus(ARCHITECTURE.vocabularySize());
    private final StoredEmbeddings stored = new StoredEmbeddings();
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
    void withoutStagesTheNetworkStaysAsItIs() {
        try (SentimentNetwork fresh = SentimentNetwork.create(ARCHITECTURE, TrainingSettings.DEFAULT)) {
            assertThat(run(List.of())).isEqualTo(fresh.weights().embedding());
        }
    }

    private float[] run(List<PretrainingStage> stages) {
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, TrainingSettings.DEFAULT)) {
            new Pretraining(stages, listener, stored).train(network, corpus);
            return network.weights().embedding();
        }
    }

    private static final class StoredEmbeddings implements StageResults {

        private final Map<String, float[]> embeddings = new HashMap<>();

        @Override
        public boolean restore(PretrainingStage stage, SentimentNetwork network) {
            float[] embedding = embeddings.get(stage.name());
            if (embedding == null) {
                return false;
            }
            network.replaceEmbedding(embedding);
            return true;
        }

        @Override
        public void store(PretrainingStage stage, SentimentNetwork network) {
            embeddings.put(stage.name(), network.weights().embedding());
        }
    }
}
