package io.sentiment.training.web;

import io.sentiment.network.Architecture;
import io.sentiment.network.Preset;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.UnreadableJson;
import io.sentiment.rows.file.Labels;
import io.sentiment.training.gate.GateMode;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.ChallengerSettings.Start;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a client wants of a retraining: the part {@value #PART} of an upload. Whatever it leaves out has its default. */
@Schema(name = "RequestedSettings", description = "What is left out has its default.")
record RequestedSettings(
        @Schema(description = "Weights to begin with: scratch or champion.", example = "champion") @Nullable
        Start start,

        @Schema(description = "Architecture by name, from scratch only.", example = "small") @Nullable
        String preset,

        @Schema(description = "Architecture in full, from scratch only; that of the champion when left out.") @Nullable
        Architecture architecture,

        @Schema(description = "Words at most that the champion does not know and the challenger learns.") @Nullable
        Integer newWords,

        @Schema(description = "Passes over the training rows at most.", example = "3") @Nullable
        Integer epochs,

        @Schema(description = "Step size of Adam.", example = "0.0005") @Nullable
        Double learningRate,

        @Schema(description = "Share of the training rows that come from earlier training sets.", example = "0.2")
        @Nullable
        Double replayShare,

        @Schema(description = "Share of the rows that is held out where there is no test set.", example = "0.1")
        @Nullable
        Double heldOutShare,

        @Schema(description = "Whether corrections since the last retraining are trained on.") @Nullable
        Boolean includeCorrections,

        @Schema(
                description =
                        "What each label of the rows means: positive, negative, or ignore (or null) to pass over its"
                                + " rows. No other labels are known then. The part settings must come before the rows.",
                example = "{\"1\": \"negative\", \"2\": \"negative\", \"3\": \"ignore\", \"4\": \"positive\","
                        + " \"5\": \"positive\"}")
        @Nullable
        Map<String, Labels.@Nullable Meaning> labels,

        @Schema(description = "What promotes: automatic, manual or always.", example = "automatic") @Nullable
        GateMode gate,

        @Schema(description = "Seed of everything that is random.", example = "42") @Nullable
        Long seed) {

    /** The name of the part. */
    static final String PART = "settings";

    /**
     * Reads the part.
     *
     * @throws ProblemException if it is not JSON of this call, or a value is of no use
     */
    static ChallengerSettings read(JsonMapper json, byte[] part) {
        try {
            RequestedSettings requested = json.readValue(part, RequestedSettings.class);
            return requested == null ? ChallengerSettings.DEFAULT : requested.settings();
        } catch (JacksonException unreadable) {
            throw UnreadableJson.ofPart(PART, unreadable).asException();
        } catch (ChallengerSettings.InvalidSettingException invalid) {
            throw problem(invalid);
        } catch (IllegalArgumentException unusable) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, unusable).at(PART).asException();
        }
    }

    /** What a client learns of a setting that cannot be used. */
    static ProblemException problem(ChallengerSettings.InvalidSettingException invalid) {
        return Problem.of(ProblemType.UNUSABLE_REQUEST, invalid)
                .at(PART + "." + invalid.setting())
                .asException();
    }

    private ChallengerSettings settings() {
        ChallengerSettings standard = ChallengerSettings.DEFAULT;
        return new ChallengerSettings(
                Objects.requireNonNullElse(start, standard.start()),
                wanted(),
                Objects.requireNonNullElse(newWords, standard.newWords()),
                Objects.requireNonNullElse(epochs, standard.epochs()),
                Objects.requireNonNullElse(learningRate, standard.learningRate()),
                Objects.requireNonNullElse(replayShare, standard.replayShare()),
                Objects.requireNonNullElse(heldOutShare, standard.heldOutShare()),
                Objects.requireNonNullElse(includeCorrections, standard.includeCorrections()),
                meanings(),
                Objects.requireNonNullElse(gate, standard.gate()),
                Objects.requireNonNullElse(seed, standard.seed()));
    }

    private SortedMap<String, Labels.Meaning> meanings() {
        SortedMap<String, Labels.Meaning> meanings = new TreeMap<>();
        if (labels != null) {
            labels.forEach((label, meaning) -> meanings.put(label, meaning == null ? Labels.Meaning.IGNORED : meaning));
        }
        return meanings;
    }

    private @Nullable Architecture wanted() {
        if (preset == null) {
            return architecture;
        }
        if (architecture != null) {
            throw new IllegalArgumentException("Name a preset or an architecture, not both.");
        }
        return Preset.ofLabel(preset).architecture();
    }
}
