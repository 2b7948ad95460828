package io.sentiment.prediction.web;

import io.sentiment.platform.ProblemException;
import io.sentiment.prediction.Answers;
import io.sentiment.prediction.Prediction;
import io.sentiment.storage.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a stream of lines with a stream of lines, on the thread that calls it. While one window is computed the next
 * is read, and no more: a client that does not read its answers is not read from. A client that pauses gets all
 * answers to what it has sent. Not thread-safe.
 */
final class PredictionStream {

    private final Lines lines;
    private final StreamLineParser parser;
    private final Function<List<String>, CompletableFuture<Answers<Prediction>>> predictor;
    private final int windowLines;
    private final OutputStream output;
    private final JsonMapper json;
    private final Deque<StreamWindow> computing = new ArrayDeque<>();
    private StreamWindow filling;
    private long read;
    private boolean answered;

    PredictionStream(
            InputStream body,
            OutputStream output,
            StreamLineParser parser,
            Function<List<String>, CompletableFuture<Answers<Prediction>>> predictor,
            int windowLines,
            JsonMapper json) {
        this.lines = new Lines(body, parser.maximumBytes(), this::answerEverything);
        this.parser = parser;
        this.predictor = predictor;
        this.windowLines = windowLines;
        this.output = output;
        this.json = json;
        this.filling = new StreamWindow(predictor);
    }

    /**
     * Reads to the end of the body, or to where it cannot be read any more: that is the last answer then.
     *
     * @throws IOException if the client has gone
     * @throws ProblemException if the body cannot be read and nothing has been answered yet
     * @throws StreamFailedException with what else does not let the stream go on
     */
    void run() throws IOException {
        try {
            while (lines.next()) {
                read = lines.number();
                parser.parse(lines).ifPresent(filling::add);
                if (filling.size() == windowLines) {
                    startWindow();
                    answer(1);
                }
            }
            answerEverything();
        } catch (ProblemException unreadable) {
            end(unreadable);
        } finally {
            computing.forEach(StreamWindow::cancel);
        }
    }

    private void end(ProblemException unreadable) throws IOException {
        answerEverything();
        if (!answered) {
            throw unreadable;
        }
        StreamLine rest = new StreamLine.Refused(read + 1, null, unreadable.problem());
        write(StreamWindow.Answer.refusal(rest, unreadable.problem()));
        // The response is whole, whatever the server does with the rest of the request.
        output.close();
    }

    private void startWindow() {
        computing.addLast(filling);
        filling.start();
        filling = new StreamWindow(predictor);
    }

    private void answerEverything() throws IOException {
        if (filling.size() > 0) {
            startWindow();
        }
        answer(0);
    }

    /** Answers the oldest windows until so many are left. */
    private void answer(int left) throws IOException {
        while (computing.size() > left) {
            for (StreamWindow.Answer answer : answers(computing.getFirst())) {
                write(answer);
            }
            // Also tells whether there is still anybody to go on for.
            output.flush();
            computing.removeFirst();
        }
    }

    private void write(StreamWindow.Answer answer) throws IOException {
        output.write(json.writeValueAsBytes(answer));
        output.write('\n');
        answered = true;
    }

    private static List<StreamWindow.Answer> answers(StreamWindow window) {
        try {
            return window.answers();
        } catch (ExecutionException failure) {
            throw new StreamFailedException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StreamFailedException(interrupted);
        }
    }

    /** The service cannot answer the rest of a stream; the cause says why. */
    static final class StreamFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StreamFailedException(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
