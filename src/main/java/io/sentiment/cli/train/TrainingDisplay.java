package io.sentiment.cli.train;

import io.sentiment.evaluation.BehaviourReport;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Evaluation;
import io.sentiment.network.pretraining.PretrainingListener;
import io.sentiment.network.pretraining.PretrainingStage;
import io.sentiment.network.training.EpochResult;
import io.sentiment.network.training.TrainingListener;
import io.sentiment.training.pipeline.TrainingPipeline;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Tells a person how a training goes: a progress bar an epoch with loss, speed and time left, and what came of it. */
final class TrainingDisplay implements TrainingPipeline.Listener, AutoCloseable {

    private final PrintWriter out;
    private final BooleanSupplier interrupted;
    private final ProgressLine line;
    private int pretrainingEpoch;
    private double pretrainingLoss = Double.NaN;
    private long start = System.nanoTime();
    private int finishedEarlier;

    TrainingDisplay(PrintWriter out, BooleanSupplier interrupted) {
        this.out = out;
        this.interrupted = interrupted;
        this.line = new ProgressLine(out);
    }

    @Override
    public boolean cancelled() {
        return interrupted.getAsBoolean();
    }

    @Override
    public void pretrainingBegins(int texts, long tokens) {
        print("Pre-training on %d texts of %d tokens.%n", texts, tokens);
    }

    @Override
    public void progressed(PretrainingListener.Progress progress) {
        if (progress.epoch() != pretrainingEpoch) {
            line.close();
            pretrainingEpoch = progress.epoch();
        }
        if (Double.isFinite(progress.loss())) {
            pretrainingLoss = progress.loss();
        }
        line.show(
                progress.stage() + " " + progress.epoch() + "/" + progress.epochs(),
                "tokens",
                progress.tokens(),
                progress.totalTokens(),
                String.format(Locale.ROOT, " loss %.3f", pretrainingLoss));
    }

    @Override
    public void finished(PretrainingStage stage, boolean earlier) {
        line.close();
        if (earlier) {
            print("Taken from an earlier run: the %s.%n", stage.name());
        }
    }

    @Override
    public void teacherAnswers(ModelVersion teacher, int texts) {
        print("%s answers %d texts.%n", teacher, texts);
    }

    @Override
    public void runBegins(int run, int runs) {
        print("Run %d of %d.%n", run, runs);
    }

    @Override
    public void runsAveraged(int runs, Evaluation development, boolean kept) {
        print(
                "Mean of the weights of %d runs: development log loss %.4f, accuracy %.2f %%; %s.%n",
                runs, development.logLoss(), 100 * development.accuracy(), kept ? "kept" : "no better, and not kept");
    }

    @Override
    public void runsKept(List<Integer> numbers) {
        if (numbers.size() == 1) {
            print("Keeps the weights of run %d.%n", numbers.get(0));
        } else {
            print(
                    "Keeps the mean of the weights of the runs %s.%n",
                    numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
    }

    @Override
    public void begun(List<EpochResult> finished) {
        start = System.nanoTime();
        finishedEarlier = finished.size();
        if (finishedEarlier > 0) {
            print("Goes on after epoch %d, which an earlier run of this command finished.%n", finishedEarlier);
        }
    }

    @Override
    public void leftGpu(String reason) {
        print("The CPU goes on, because the GPU failed: %s%n", reason);
    }

    @Override
    public void leftOut(int texts) {
        if (texts > 0) {
            print("Leaves the last %d training rows out, because they do not fill a batch.%n", texts);
        }
    }

    @Override
    public void batchTrained(TrainingListener.Progress progress) {
        line.show(
                "Epoch " + progress.epoch() + "/" + progress.epochs(),
                "rows",
                progress.rows(),
                progress.totalRows(),
                String.format(Locale.ROOT, " loss %.4f, %s to the last epoch", progress.loss(), timeLeft(progress)));
    }

    /** Of all epochs, as long as training does not stop early. */
    private String timeLeft(TrainingListener.Progress progress) {
        double seconds = (System.nanoTime() - start) / 1e9;
        double done = (progress.epoch() - 1.0 - finishedEarlier) * progress.totalRows() + Math.max(1, progress.rows());
        double left = (progress.epochs() - finishedEarlier) * (double) progress.totalRows() - done;
        Duration time = Duration.ofSeconds(Math.round(seconds / done * left));
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    @Override
    public void developmentEvaluated(Map<String, Evaluation> sets) {
        if (sets.size() > 1) {
            sets.forEach((name, evaluation) -> print(
                    "  %s: log loss %.4f, accuracy %.2f %%%n",
                    name, evaluation.logLoss(), 100 * evaluation.accuracy()));
        }
    }

    @Override
    public void epochFinished(EpochResult result) {
        print(
                "Epoch %d: training loss %.4f, development log loss %.4f, accuracy %.2f %%%n",
                result.epoch(),
                result.trainingLoss(),
                result.development().logLoss(),
                100 * result.development().accuracy());
    }

    @Override
    public void calibrated(double temperature) {
        print(
                "Calibrated: the log odds of all answers are divided by %.3f, as the development rows say.%n",
                temperature);
    }

    @Override
    public void uncertaintyFitted(String sentence) {
        print("%s%n", sentence);
    }

    /** After a behavioural suite was run. */
    void behaved(BehaviourReport report) {
        print(
                "Passes %d of the %d pairs of the behavioural suite %s.%n",
                report.rate().passed(), report.rate().pairs(), report.suite());
    }

    @Override
    public void close() {
        line.close();
        out.flush();
    }

    private void print(String format, Object... values) {
        line.close();
        out.printf(Locale.ROOT, format, values);
        out.flush();
    }

    /**
     * How a command shows the progress of its work, one task after the other: a person sees one line that moves, a log file
     * gets a line now and then.
     */
    private static final class ProgressLine implements AutoCloseable {

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
}
