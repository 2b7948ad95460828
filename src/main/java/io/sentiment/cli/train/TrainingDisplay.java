package io.sentiment.cli.train;

import io.sentiment.network.Evaluation;
import io.sentiment.network.training.EpochResult;
import io.sentiment.network.training.TrainingListener;
import io.sentiment.network.training.TrainingProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A progress bar an epoch, with loss, rows a second and the time left for it and for all epochs, and a line for what the epoch gave. */
final class TrainingDisplay implements TrainingListener, AutoCloseable {

    private final PrintWriter out;
    private final BooleanSupplier interrupted;
    private final long start = System.nanoTime();
    private final ProgressLine line;
    private int finishedEarlier;

    TrainingDisplay(PrintWriter out, BooleanSupplier interrupted) {
        this.out = out;
        this.interrupted = interrupted;
        this.line = new ProgressLine(out);
    }

    @Override
    public void begun(List<EpochResult> finished) {
        finishedEarlier = finished.size();
        if (finishedEarlier > 0) {
            out.printf("Goes on behind epoch %d, which an earlier run of this command finished.%n", finishedEarlier);
        }
    }

    @Override
    public void batchTrained(TrainingProgress progress) {
        line.show(
                "Epoch " + progress.epoch() + "/" + progress.epochs(),
                "rows",
                progress.rows(),
                progress.totalRows(),
                String.format(Locale.ROOT, " loss %.4f, %s to the last epoch", progress.loss(), timeLeft(progress)));
    }

    /** Of all epochs, as long as training does not stop early. */
    private String timeLeft(TrainingProgress progress) {
        double seconds = (System.nanoTime() - start) / 1e9;
        double done = (progress.epoch() - 1.0 - finishedEarlier) * progress.totalRows() + progress.rows();
        double left = (progress.epochs() - finishedEarlier) * (double) progress.totalRows() - done;
        Duration time = Duration.ofSeconds(Math.round(seconds / done * left));
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    @Override
    public void developmentEvaluated(Map<String, Evaluation> sets) {
        close();
        if (sets.size() > 1) {
            sets.forEach((name, evaluation) -> out.printf(
                    Locale.ROOT,
                    "  %s: log loss %.4f, accuracy %.2f %%%n",
                    name,
                    evaluation.logLoss(),
                    100 * evaluation.accuracy()));
        }
    }

    @Override
    public void epochFinished(EpochResult result) {
        close();
        out.printf(
                Locale.ROOT,
                "Epoch %d: training loss %.4f, development log loss %.4f, accuracy %.2f %%%n",
                result.epoch(),
                result.trainingLoss(),
                result.development().logLoss(),
                100 * result.development().accuracy());
        out.flush();
    }

    @Override
    public boolean cancelled() {
        return interrupted.getAsBoolean();
    }

    @Override
    public void close() {
        line.close();
    }
}
