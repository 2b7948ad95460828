package io.sentiment.training.upload;

import io.sentiment.model.Champions;
import io.sentiment.model.RoutingProperties;
import io.sentiment.model.ScriptRouting;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionStore;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.text.Tokenizer;
import io.sentiment.training.upload.TrainingRowWriter.NewRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What clients have corrected, and which retraining took it in; nothing else writes either. Thread-safe. */
public final class Corrections {

    private final JdbcClient jdbc;
    private final Champions champions;
    private final VersionStore versions;
    private final RoutingProperties routing;
    private final Clock clock;

    public Corrections(
            JdbcClient jdbc, Champions champions, VersionStore versions, RoutingProperties routing, Clock clock) {
        this.jdbc = jdbc;
        this.champions = champions;
        this.versions = versions;
        this.routing = routing;
        this.clock = clock;
    }

    /**
     * Stores a correction.
     *
     * @param model that was wrong; null for the model that predicts the text when a client names none
     * @return its number
     * @throws UnknownModelException if there is no such model
     * @throws UnusableDataException if the text has characters that no database holds
     */
    public long add(String text, boolean positive, @Nullable String model, String by) {
        if (!TrainingRowWriter.canStore(text)) {
            throw new UnusableDataException("The text has a NUL or half a surrogate pair.");
        }
        if (model != null && champions.find(model).isEmpty()) {
            throw new UnknownModelException(model);
        }
        return jdbc.sql("INSERT INTO correction (text, label, model, created_at, created_by)"
                        + " VALUES (:text, :label, :model, :now, :by) RETURNING id")
                .param("text", text)
                .param("label", positive ? 1 : 0)
                .param("model", model)
                .param("now", clock.millis())
                .param("by", by)
                .query(Long.class)
                .single();
    }

    /** Takes in, for a retraining, the corrections that no other one of the model has taken in yet; in their order. */
    List<NewRow> take(String model, String retraining) {
        ScriptRouting scripts = scripts();
        Tokenizer tokenizer = new Tokenizer();
        List<NewRow> taken = new ArrayList<>();
        List<Correction> waiting = jdbc.sql("""
                        SELECT id, text, label, model FROM correction c
                        WHERE (model = :model OR model IS NULL) AND NOT EXISTS
                            (SELECT 1 FROM taken_correction t WHERE t.correction = c.id AND t.model = :model)
                        ORDER BY id""")
                .param("model", model)
                .query((row, number) -> new Correction(
                        row.getLong("id"),
                        new LabelledRow(row.getString("text"), row.getInt("label") == 1),
                        row.getString("model")))
                .list();
        for (Correction correction : waiting) {
            String text = correction.row().text();
            if (correction.model() != null
                    || scripts.learnerOf(text).filter(model::equals).isPresent()) {
                jdbc.sql("INSERT INTO taken_correction (correction, model, retraining) VALUES (?, ?, ?)")
                        .params(correction.id(), model, retraining)
                        .update();
                taken.add(NewRow.of(RowSource.CORRECTIONS, 0, correction.row(), tokenizer));
            }
        }
        return taken;
    }

    /** Leaves those that a retraining took in to the next one. */
    public void release(String retraining) {
        jdbc.sql("DELETE FROM taken_correction WHERE retraining = ?")
                .param(retraining)
                .update();
    }

    /** As predictions are routed: a correction without a model is for the model that made the mistake. */
    private ScriptRouting scripts() {
        return ScriptRouting.between(
                champions.all().stream()
                        .flatMap(champion -> versions.find(champion.model(), champion.version()).stream())
                        .map(StoredVersion::manifest)
                        .toList(),
                routing);
    }

    private record Correction(
            long id, LabelledRow row, @Nullable String model) {}
}
