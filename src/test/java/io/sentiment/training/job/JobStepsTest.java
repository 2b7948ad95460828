package io.sentiment.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.Champion;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.training.gate.PromotionGate;
import io.sentiment.training.process.TrainingReport;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a challenger, whose training is left out here. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class JobStepsTest extends OneStoredJob {

    JobStepsTest(DatabaseKind kind) {
        super(kind);
    }

    @Test
    void aChallengerThatPassedTheGateIsPromoted() {
        Job run = begin();
        StoredVersion challenger = stored.steps.store(run, bundle(), report(true));
        stored.steps.decide(run);

        Job ended = stored.jobs.find(id);
        assertThat(challenger.origin()).isEqualTo(Origin.RETRAINED);
        assertThat(ended.state()).isEqualTo(JobState.PROMOTED);
        assertThat(Objects.requireNonNull(ended.challenger()).version()).isEqualTo(2);
        assertThat(champion()).isEqualTo(2);
    }

    @Test
    void whoeverGoesOnFindsTheStoredChallenger() {
        Job killed = begin();
        stored.steps.store(killed, bundle(), report(false));
        Job next = begin();

        assertThat(next.challenger()).isEqualTo(new Job.Challenger(2, report(false)));
        assertThatThrownBy(() -> stored.steps.store(killed, bundle(), report(false)))
                .isInstanceOf(JobException.Lost.class);
        stored.steps.decide(next);
        assertThat(stored.jobs.find(id).state()).isEqualTo(JobState.KEPT);
        assertThat(stored.models.versions().versions("reviews")).hasSize(2);
        assertThat(champion()).isEqualTo(1);
    }

    @Test
    void aChampionThatWasReplacedMeanwhileStays() {
        Job run = begin();
        stored.steps.store(run, bundle(), report(true));
        stored.models.versions().add(bundle(), Origin.IMPORTED, "somebody");
        stored.models.champions().promote("reviews", 3, "somebody", "");
        stored.steps.decide(run);

        assertThat(stored.jobs.find(id).state()).isEqualTo(JobState.KEPT);
        assertThat(stored.jobs.find(id).standing().reason()).contains("version 1", "replaced");
        assertThat(champion()).isEqualTo(3);
    }

    @Test
    void aChallengerThatWasDeletedOrCancelledIsNotPromoted() {
        Job run = begin();
        stored.steps.store(run, bundle(), report(true));
        stored.models.versions().delete("reviews", 2, "somebody");
        stored.steps.decide(run);
        assertThat(stored.jobs.find(id).state()).isEqualTo(JobState.FAILED);

        id = restart();
        Job other = begin();
        stored.steps.store(other, bundle(), report(true));
        stored.jobs.cancel(id, "somebody");
        stored.steps.decide(other);
        assertThat(stored.jobs.find(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(champion()).isEqualTo(1);
    }

    @Test
    void aReplicaThatCannotServeTheChallengerIsHeardOf() {
        Job run = begin();
        stored.steps.store(run, bundle(), report(true));
        stored.steps.decide(run);
        Champion promoted = stored.models.champions().find("reviews").orElseThrow();
        stored.models.champions().reject(promoted, "It cannot be warmed up.");

        assertThat(stored.jobs.find(id).standing().reason())
                .isEqualTo("The gate says so. It did not stay champion: It cannot be warmed up.");
        assertThat(champion()).isEqualTo(1);
    }

    @Test
    void aRejectionIsNotSearchedForInTheWordsOfTheAuditTrail() {
        aReplicaThatCannotServeTheChallengerIsHeardOf();
        String told = stored.jobs.find(id).standing().reason();
        database.jdbc()
                .sql("UPDATE audit_entry SET subject = 'other words', detail = 'other words'")
                .update();

        assertThat(stored.jobs.find(id).standing().reason()).isEqualTo(told);
    }

    private String restart() {
        try {
            return stored.start(StoredJobs.tsv("other", 10)).id();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Also settles which versions take part. */
    @Override
    Job begin() {
        Job job = stored.steps.settleVersions(super.begin());
        assertThat(job.versions()).isEqualTo(new Job.Versions(1, 2));
        return job;
    }

    private ModelBundle bundle() {
        return ModelBundle.open(folder.resolve("bundle"));
    }

    private int champion() {
        return stored.models.champions().find("reviews").orElseThrow().version();
    }

    static TrainingReport report(boolean promote) {
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
                new PromotionGate.Decision(promote, "The gate says so."),
                new TreeMap<>(),
                "");
    }
}
