package io.sentiment.prediction.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.prediction.Prediction;
import io.sentiment.prediction.Predictions;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Lines of a stream whose texts are predicted together, as one request of their own. Not thread-safe. */
final class StreamWindow {

    /** Short against the time that a full queue takes to empty, long against the cost of asking. */
    private static final long RETRY_MILLISECONDS = 50;

    private final Function<List<String>, CompletableFuture<Predictions>> predictor;
    private final List<StreamLine> lines = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private CompletableFuture<Predictions> running = new CompletableFuture<>();

    StreamWindow(Function<List<String>, CompletableFuture<Predictions>> predictor) {
        this.predictor = predictor;
    }

    void add(StreamLine line) {
        lines.add(line);
        if (line instanceof StreamLine.Text text) {
            texts.add(text.text());
        }
    }

    int size() {
        return lines.size();
    }

    /** Asks for the predictions and does not wait for them. */
    void start() {
        running = predictor.apply(texts);
    }

    /** Gives up what still waits. */
    void cancel() {
        running.cancel(false);
    }

    /**
     * Waits for the predictions. A full queue delays them; a deadline that passes is the answer to every text.
     *
     * @return one answer for each line, in order
     * @throws ExecutionException with what else went wrong
     */
    List<StreamAnswer> answers() throws ExecutionException, InterruptedException {
        try {
            Iterator<Prediction> predictions = predictions().predictions().iterator();
            return lines.stream().map(line -> answer(line, predictions)).toList();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof DeadlineExceededException late) {
                Problem problem = Problem.of(ProblemType.DEADLINE_EXCEEDED, String.valueOf(late.getMessage()));
                return lines.stream().map(line -> refusal(line, problem)).toList();
            }
            throw failure;
        }
    }

    private Predictions predictions() throws ExecutionException, InterruptedException {
        while (true) {
            try {
                return running.get();
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof QueueFullException)) {
                    throw failure;
                }
                Thread.sleep(RETRY_MILLISECONDS);
                start();
            }
        }
    }

    private static StreamAnswer answer(StreamLine line, Iterator<Prediction> predictions) {
        return line instanceof StreamLine.Refused refused
                ? StreamAnswer.refusal(line, refused.problem())
                : new StreamAnswer.Predicted(line.id(), predictions.next());
    }

    private static StreamAnswer refusal(StreamLine line, Problem late) {
        return StreamAnswer.refusal(line, line instanceof StreamLine.Refused refused ? refused.problem() : late);
    }
}
