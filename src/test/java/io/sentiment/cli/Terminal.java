package io.sentiment.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands as a user would, and keeps what they print. */
public final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Returns the exit code. */
    public int run(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        return SentimentService.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    /**
     * Trains a network so small that it learns the {@link Reviews} of {@code data} in a second; options may replace its
     * name and its settings. Returns the exit code.
     */
    public int train(Path data, Path bundle, Object... options) {
        List<Object> words = new ArrayList<>(List.of("train", "--data", data, "--name", "tiny", "--out", bundle));
        words.addAll(List.of("--embedding-size", 8, "--hidden-size", 8, "--epochs", 4, "--batch-size", 16));
        words.addAll(List.of("--learning-rate", 0.01));
        words.addAll(List.of(options));
        return run(words.toArray());
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
