package io.sentiment.prediction.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.prediction.Answers;
import io.sentiment.prediction.Prediction;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lines of a stream whose texts are predicted together, as one request of their own. Not thread-safe. */
final class StreamWindow {

    /** Short against the time that a full queue takes to empty, long against the cost of asking. */
    private static final long RETRY_MILLISECONDS = 50;

    private final Function<List<String>, CompletableFuture<Answers<Prediction>>> predictor;
    private final List<StreamLine> lines = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private CompletableFuture<Answers<Prediction>> running = new CompletableFuture<>();

    StreamWindow(Function<List<String>, CompletableFuture<Answers<Prediction>>> predictor) {
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
    List<Answer> answers() throws ExecutionException, InterruptedException {
        try {
            Iterator<Prediction> predictions = predictions().all().iterator();
            return lines.stream().map(line -> answer(line, predictions)).toList();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof DeadlineExceededException late) {
                Problem problem = Problem.of(ProblemType.DEADLINE_EXCEEDED, late);
                return lines.stream().map(line -> refusal(line, problem)).toList();
            }
            throw failure;
        }
    }

    private Answers<Prediction> predictions() throws ExecutionException, InterruptedException {
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

    private static Answer answer(StreamLine line, Iterator<Prediction> predictions) {
        return line instanceof StreamLine.Refused refused
                ? Answer.refusal(line, refused.problem())
                : new Answer.Predicted(line.id(), predictions.next());
    }

    private static Answer refusal(StreamLine line, Problem late) {
        return Answer.refusal(line, line instanceof StreamLine.Refused refused ? refused.problem() : late);
    }

    /** A line of the response to a stream. */
    sealed interface Answer {

        static Answer refusal(StreamLine line, Problem problem) {
            return new Refusal(
                    line.id(),
                    line.number(),
                    new Fault(problem.type().uri(), problem.type().title(), problem.detail(), problem.pointer()));
        }

        /**
         * The answer to a text.
         *
         * @param id as it was sent; null when it was not
         */
        record Predicted(
                @Nullable JsonNode id, @JsonUnwrapped Prediction prediction) implements Answer {}

        /**
         * The answer to a line of no use.
         *
         * @param id as it was sent; null when it was not, or could not be read
         * @param line its number in the request, from 1, blank lines included
         */
        record Refusal(@Nullable JsonNode id, long line, Fault error) implements Answer {}

        /** What is wrong, in the words of a problem detail. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Fault(
                URI type,
                String title,
                String detail,
                @Nullable String pointer) {}
    }
}
