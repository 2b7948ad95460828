package io.sentiment.cli.train;

import io.sentiment.network.pretraining.PretrainingListener;
import io.sentiment.network.pretraining.PretrainingProgress;
import io.sentiment.network.pretraining.PretrainingStage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** A progress bar an epoch of pre-training, with loss, tokens a second and time left. */
final class PretrainingDisplay implements PretrainingListener, AutoCloseable {

    private final PrintWriter out;
    private final BooleanSupplier interrupted;
    private final ProgressLine line;
    private int epoch;
    private double loss = Double.NaN;

    PretrainingDisplay(PrintWriter out, BooleanSupplier interrupted) {
        this.out = out;
        this.interrupted = interrupted;
        this.line = new ProgressLine(out);
    }

    @Override
    public void progressed(PretrainingProgress progress) {
        if (progress.epoch() != epoch) {
            close();
            epoch = progress.epoch();
        }
        if (Double.isFinite(progress.loss())) {
            loss = progress.loss();
        }
        line.show(
                progress.stage() + " " + progress.epoch() + "/" + progress.epochs(),
                "tokens",
                progress.tokens(),
                progress.totalTokens(),
                String.format(Locale.ROOT, " loss %.3f", loss));
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
        line.close();
        out.flush();
    }
}
