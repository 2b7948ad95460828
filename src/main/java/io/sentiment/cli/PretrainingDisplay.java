package io.sentiment.cli;

import io.sentiment.network.pretraining.PretrainingListener;
import io.sentiment.network.pretraining.PretrainingProgress;
import io.sentiment.network.pretraining.PretrainingStage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A progress bar an epoch of pre-training, with loss, tokens a second and time left. */
final class PretrainingDisplay implements PretrainingListener, AutoCloseable {

    private final PrintWriter out;
    private final BooleanSupplier interrupted;
    private @Nullable ProgressBar bar;
    private int epoch;
    private double loss = Double.NaN;

    PretrainingDisplay(PrintWriter out, BooleanSupplier interrupted) {
        this.out = out;
        this.interrupted = interrupted;
    }

    @Override
    public void progressed(PretrainingProgress progress) {
        if (bar != null && progress.epoch() != epoch) {
            close();
        }
        if (bar == null) {
            epoch = progress.epoch();
            bar = ProgressLine.of(
                    progress.stage() + " " + progress.epoch() + "/" + progress.epochs(),
                    "tokens",
                    progress.totalTokens(),
                    out);
        }
        if (Double.isFinite(progress.loss())) {
            loss = progress.loss();
        }
        bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f", loss));
        bar.stepTo(progress.tokens());
    }

    @Override
    public void finished(PretrainingStage stage, boolean earlier) {
        close();
        if (earlier) {
            out.printf("The %s come from an earlier run.%n", stage.name());
        }
    }

    @Override
    public boolean cancelled() {
        return interrupted.getAsBoolean();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        out.flush();
    }
}
