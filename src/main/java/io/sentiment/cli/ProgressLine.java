package io.sentiment.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** How a command shows the progress of its work: a person sees one line that moves, a log file gets a line now and then. */
final class ProgressLine {

    private static final int WIDTH = 120;

    private ProgressLine() {}

    /**
     * A bar, which the caller closes.
     *
     * @param unit what is counted, such as {@code rows}
     * @param total how many of them there are
     */
    static ProgressBar of(String task, String unit, long total, PrintWriter out) {
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
