package io.sentiment.training.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * A training order that is carried out by a Java process of its own, so that nothing that goes wrong there harms this
 * one. It ends with this process, however this one ends. What it stores allows a later process to go on with the same
 * folder; of two in one folder the second waits. Thread-safe.
 */
public final class TrainerProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerProcess.class);
    private static final long SECONDS_TO_TERMINATE = 3;

    private final OrderFolder folder;
    private final TrainerProperties properties;
    private final Consumer<TrainingEvent> listener;
    private final Process process;
    private final LastLines errors = new LastLines();
    private final Thread outputReader;
    private final Thread errorReader;
    private volatile boolean cancelled;

    private TrainerProcess(
            OrderFolder folder, TrainerProperties properties, Consumer<TrainingEvent> listener, Process process) {
        this.folder = folder;
        this.properties = properties;
        this.listener = listener;
        this.process = process;
        this.outputReader = reader("trainer-output", process.getInputStream(), this::outputLine);
        this.errorReader = reader("trainer-errors", process.getErrorStream(), errors::add);
    }

    /**
     * Starts the process.
     *
     * @param folder with {@code order.json} and the rows
     * @param command what starts the process
     * @param listener gets each step on a thread of its own, one after the other
     * @throws IOException if no process can be started
     */
    public static TrainerProcess start(OrderFolder folder, TrainerCommand command, Consumer<TrainingEvent> listener)
            throws IOException {
        return new TrainerProcess(
                folder,
                command.properties(),
                listener,
                command.processFor(folder).start());
    }

    /**
     * Waits for the end of the process; the listener has then got every step. Can be called again.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the process goes on
     */
    public TrainingOutcome await() throws InterruptedException {
        int exitCode = process.waitFor();
        outputReader.join();
        errorReader.join();
        if (exitCode == TrainerExit.DONE) {
            return completed();
        }
        return cancelled ? new TrainingOutcome.Cancelled() : failed(exitCode);
    }

    /** Ends the process unless it has ended, and returns when it has: after about three seconds at the latest. */
    public void cancel() {
        cancelled = true;
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_TERMINATE, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Cancels the training unless it has ended. */
    @Override
    public void close() {
        cancel();
    }

    private TrainingOutcome completed() {
        try {
            TrainingReport report = folder.readReport();
            if (report != null) {
                return new TrainingOutcome.Completed(report);
            }
            errors.add("The training process ended without a report.");
        } catch (IOException | UnusableOrderException e) {
            errors.add("The report of the training process cannot be read: " + e.getMessage());
        }
        return failed(TrainerExit.DONE);
    }

    private TrainingOutcome failed(int exitCode) {
        return new TrainingOutcome.Failed(TrainerExit.reason(exitCode, errors.sentence(), properties), errors.text());
    }

    private void outputLine(String line) {
        TrainingEvent event;
        try {
            event = OrderJson.parse(line, TrainingEvent.class);
        } catch (JacksonException e) {
            // The Java machine itself writes here why it cannot start.
            errors.add(line);
            return;
        }
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            // The training is worth more than one line of progress.
            LOG.warn("The progress of a training could not be passed on.", e);
        }
    }

    private static Thread reader(String name, InputStream stream, Consumer<String> lines) {
        Thread thread = new Thread(() -> readLines(stream, lines), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void readLines(InputStream stream, Consumer<String> lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            // The stream was closed with its process, whose exit code tells the rest.
            LOG.debug("The output of a training process ended early.", e);
        }
    }

    /** The end of what a process wrote. Thread-safe. */
    private static final class LastLines {

        private static final int MAXIMUM_LINES = 50;
        private static final int MAXIMUM_LINE_LENGTH = 1_000;

        private final Deque<String> lines = new ArrayDeque<>();

        synchronized void add(String line) {
            if (line.isBlank()) {
                return;
            }
            if (lines.size() == MAXIMUM_LINES) {
                lines.removeFirst();
            }
            lines.addLast(line.length() <= MAXIMUM_LINE_LENGTH ? line : line.substring(0, MAXIMUM_LINE_LENGTH) + "…");
        }

        /** The last line that is no part of a stack trace, or an empty string. */
        synchronized String sentence() {
            for (Iterator<String> latest = lines.descendingIterator(); latest.hasNext(); ) {
                String line = latest.next();
                if (!Character.isWhitespace(line.charAt(0))) {
                    return line;
                }
            }
            return "";
        }

        synchronized String text() {
            return String.join("\n", lines);
        }
    }
}
