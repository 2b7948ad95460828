package io.sentiment.cli;

import io.sentiment.network.pretraining.PretrainingListener;
import io.sentiment.network.pretraining.PretrainingProgress;
import io.sentiment.network.pretraining.PretrainingStage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** A progress bar an epoch of pre-training, with loss, tokens a second and time left. */
final class PretrainingDisplay implements PretrainingListener, AutoCloseable {

    private static final int WIDTH = 120;

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
            bar = bar(progress);
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

    private ProgressBar bar(PretrainingProgress progress) {
        // As for the training: a person sees one line that moves; a log file gets a line now and then.
        boolean terminal = Ansi.AUTO.enabled();
        return new ProgressBarBuilder()
                .setTaskName(progress.stage() + " " + progress.epoch() + "/" + progress.epochs())
                .setInitialMax(progress.totalTokens())
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" tokens", 1)
                .showSpeed()
                .setUpdateIntervalMillis(terminal ? 500 : 30_000)
                .setConsumer(
                        terminal
                                ? new ConsoleProgressBarConsumer(System.err, WIDTH)
                                : new DelegatingProgressBarConsumer(out::println, WIDTH))
                .build();
    }
}
