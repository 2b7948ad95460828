package io.sentiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.Champion;
import io.sentiment.model.ModelBundle;
import io.sentiment.model.Origin;
import io.sentiment.model.StoredVersion;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a challenger, whose training is left out here. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class RetrainingStepsTest {

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    private StoredRetrainings stored;
    private String id = "";

    RetrainingStepsTest(DatabaseKind kind) {
        database = kind.create();
    }

    @BeforeEach
    void start() throws IOException {
        stored = new StoredRetrainings(database, folder);
        id = stored.start(StoredRetrainings.tsv("row", 10)).id();
    }

    @Test
    void aChallengerThatPassedTheGateIsPromoted() {
        RetrainingRun run = begin();
        StoredVersion challenger = stored.steps.store(run, bundle(), report(true));
        stored.steps.decide(run);

        Retraining ended = stored.retrainings.find(id);
        assertThat(challenger.origin()).isEqualTo(Origin.RETRAINED);
        assertThat(ended.state()).isEqualTo(RetrainingState.PROMOTED);
        assertThat(ended.version()).isEqualTo(2);
        assertThat(champion()).isEqualTo(2);
    }

    @Test
    void whoeverGoesOnFindsTheStoredChallenger() {
        RetrainingRun killed = begin();
        stored.steps.store(killed, bundle(), report(false));
        RetrainingRun next = begin();

        assertThat(stored.steps.retraining(next).version()).isEqualTo(2);
        assertThatThrownBy(() -> stored.steps.store(killed, bundle(), report(false)))
                .isInstanceOf(LostRetrainingException.class);
        stored.steps.decide(next);
        assertThat(stored.retrainings.find(id).state()).isEqualTo(RetrainingState.KEPT);
        assertThat(stored.models.versions().versions("reviews")).hasSize(2);
        assertThat(champion()).isEqualTo(1);
    }

    @Test
    void aChampionThatWasReplacedMeanwhileStays() {
        RetrainingRun run = begin();
        stored.steps.store(run, bundle(), report(true));
        stored.models.versions().add(bundle(), Origin.IMPORTED, "somebody");
        stored.models.champions().promote("reviews", 3, "somebody", "");
        stored.steps.decide(run);

        assertThat(stored.retrainings.find(id).state()).isEqualTo(RetrainingState.KEPT);
        assertThat(stored.retrainings.find(id).reason()).contains("version 1", "replaced");
        assertThat(champion()).isEqualTo(3);
    }

    @Test
    void aChallengerThatWasDeletedOrCancelledIsNotPromoted() {
        RetrainingRun run = begin();
        stored.steps.store(run, bundle(), report(true));
        stored.models.versions().delete("reviews", 2, "somebody");
        stored.steps.decide(run);
        assertThat(stored.retrainings.find(id).state()).isEqualTo(RetrainingState.FAILED);

        id = restart();
        RetrainingRun other = begin();
        stored.steps.store(other, bundle(), report(true));
        stored.retrainings.cancel(id, "somebody");
        stored.steps.decide(other);
        assertThat(stored.retrainings.find(id).state()).isEqualTo(RetrainingState.CANCELLED);
        assertThat(champion()).isEqualTo(1);
    }

    @Test
    void aReplicaThatCannotServeTheChallengerIsHeardOf() {
        RetrainingRun run = begin();
        stored.steps.store(run, bundle(), report(true));
        stored.steps.decide(run);
        Champion promoted = stored.models.champions().find("reviews").orElseThrow();
        stored.models.champions().reject(promoted, "It cannot be warmed up.");

        assertThat(stored.retrainings.find(id).reason()).endsWith("It cannot be warmed up.");
        assertThat(champion()).isEqualTo(1);
    }

    private String restart() {
        try {
            return stored.start(StoredRetrainings.tsv("other", 10)).id();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RetrainingRun begin() {
        RetrainingRun run = Objects.requireNonNull(stored.steps.begin(id));
        assertThat(stored.steps.opponent(run, stored.steps.retraining(run)).champion())
                .isEqualTo(1);
        return run;
    }

    private ModelBundle bundle() {
        return ModelBundle.open(folder.resolve("bundle"));
    }

    private int champion() {
        return stored.models.champions().find("reviews").orElseThrow().version();
    }

    private static TrainingReport report(boolean promote) {
        return new TrainingReport(
                "reviews",
                2,
                "ab".repeat(32),
                1,
                1,
                1,
                0,
                List.of(),
                1,
                1,
                List.of(),
                new GateDecision(promote, "The gate says so."));
    }
}
