package io.sentiment.model.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.model.bundle.SmallModel;
import io.sentiment.model.bundle.TrainingRun;
import io.sentiment.network.dl4j.TrainingSettings;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelCardTest {

    @Test
    void aCardTellsHowItsWeightsCameAbout() {
        assertThat(card(1.25, 3)).contains("""
                        5 epochs in 60 seconds, of which the best on the development rows was number 4. That is the best of
                        3 such runs from the same beginning, each with a seed of its own; the weights are the mean of all 3. Afterwards the log odds
                        of its answers were divided by 1.250, which gave the lowest log loss there (temperature scaling).
                        """);
        assertThat(card(1, 1)).contains("the best on the development rows was number 4.\n\n## Known failures");
    }

    private static String card(double temperature, int runs) {
        TrainingRun run = new TrainingRun(TrainingSettings.DEFAULT, 5, 4, 60, "train", temperature, runs);
        return ModelCard.of(SmallModel.manifest("reviews", 1, SmallModel.ARCHITECTURE, run), new TreeMap<>());
    }
}
