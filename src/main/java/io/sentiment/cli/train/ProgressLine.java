package io.sentiment.cli.train;

import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * How a command shows the progress of its work, one task after the other: a person sees one line that moves, a log file
 * gets a line now and then.
 */
final class ProgressLine implements AutoCloseable {

    private static final int WIDTH = 120;

    private final PrintWriter out;
    private @Nullable ProgressBar bar;

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    /**
     * Shows how far the task is; one that is not the task before must come after {@link #close}.
     *
     * @param unit what is counted, such as {@code rows}
     * @param total how many of them there are
     * @param message what else there is to know
     */
    void show(String task, String unit, long done, long total, String message) {
        if (bar == null) {
            bar = bar(task, unit, total);
        }
        bar.setExtraMessage(message);
        bar.stepTo(done);
    }

    /** Ends the task, if one is shown. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private ProgressBar bar(String task, String unit, long total) {
        boolean terminal = Ansi.AUTO.enabled();
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" " + unit, 1)
                .showSpeed()
                .setUpdateIntervalMillis(terminal ? 500 : 30_000)
                .setConsumer(
                        terminal
                                ? new ConsoleProgressBarConsumer(System.err, WIDTH)
                                : new DelegatingProgressBarConsumer(out::println, WIDTH))
                .build();
    }
}
