package io.sentiment.training.web;

import io.sentiment.network.Architecture;
import io.sentiment.network.Preset;
import io.sentiment.training.gate.GateMode;
import io.sentiment.training.upload.RetrainingSettings;
import io.sentiment.training.upload.RetrainingStart;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client wants of a retraining; whatever it leaves out has its default. */
@Schema(name = "RetrainingSettings", description = "What is left out has its default.")
record SettingsRequest(
        @Schema(description = "Weights to begin with: scratch or champion.", example = "champion") @Nullable
        RetrainingStart start,

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

        @Schema(description = "What promotes: automatic, manual or always.", example = "automatic") @Nullable
        GateMode gate,

        @Schema(description = "Seed of everything that is random.", example = "42") @Nullable
        Long seed) {

    /** Nothing said. */
    static final SettingsRequest DEFAULT =
            new SettingsRequest(null, null, null, null, null, null, null, null, null, null, null);

    /** @throws IllegalArgumentException if preset and architecture contradict each other, or there is no such preset */
    RetrainingSettings settings() {
        RetrainingSettings standard = RetrainingSettings.DEFAULT;
        return new RetrainingSettings(
                Objects.requireNonNullElse(start, standard.start()),
                wanted(),
                Objects.requireNonNullElse(newWords, standard.newWords()),
                Objects.requireNonNullElse(epochs, standard.epochs()),
                Objects.requireNonNullElse(learningRate, standard.learningRate()),
                Objects.requireNonNullElse(replayShare, standard.replayShare()),
                Objects.requireNonNullElse(heldOutShare, standard.heldOutShare()),
                Objects.requireNonNullElse(includeCorrections, standard.includeCorrections()),
                Objects.requireNonNullElse(gate, standard.gate()),
                Objects.requireNonNullElse(seed, standard.seed()));
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
