package io.sentiment.benchmark.gpu;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was found, in the file {@code gpu.md} after each line of it: a run that is killed leaves what it had. Not for several
 * threads.
 */
final class Figures {

    /** How the tables call this project. */
    static final String OURS = "this project";

    private final Path file;
    private final PrintStream progress;
    private final List<String> notes = new ArrayList<>();
    private final List<String> checks = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    /** @param progress shows each line at once */
    Figures(Path folder, PrintStream progress) throws IOException {
        Files.createDirectories(folder);
        this.file = folder.resolve("gpu.md");
        this.progress = progress;
    }

    /**
     * How long a call took.
     *
     * @param task what was done: {@code inference} or {@code training}
     * @param precision of the products
     * @param batch texts of a call
     * @param contender who did it
     * @param microseconds the median of the calls, from tokens in the memory of the host to the answer there
     * @param check what tells whether it was right: the largest difference of a probability from double precision, or the
     *     loss of the sixth update
     */
    record Figure(String task, String precision, int batch, String contender, double microseconds, double check) {

        double perSecond() {
            return batch * 1e6 / microseconds;
        }
    }

    /** What a reader must know, a sentence. */
    void note(String sentence) throws IOException {
        notes.add(sentence);
        progress.println(sentence);
        write();
    }

    /** A row of the table of correctness. */
    void check(String row) throws IOException {
        checks.add(row);
        progress.println(row);
        write();
    }

    void add(Figure figure) throws IOException {
        figures.add(figure);
        progress.printf(
                Locale.ROOT,
                "%-9s %-5s b=%-5d %-28s %12.1f us %14.0f texts/s   %.3e%n",
                figure.task,
                figure.precision,
                figure.batch,
                figure.contender,
                figure.microseconds,
                figure.perSecond(),
                figure.check);
        write();
    }

    /** Everything in Markdown. */
    String toMarkdown() {
        StringBuilder text = new StringBuilder("# A GPU of NVIDIA\n\n");
        notes.forEach(note -> text.append("- ").append(note).append('\n'));
        if (!checks.isEmpty()) {
            text.append("\n## Largest difference of a probability from double precision\n\n");
            checks.forEach(row -> text.append(row).append('\n'));
        }
        for (String task : figures.stream().map(Figure::task).distinct().toList()) {
            text.append('\n')
                    .append(new FigureTable(
                            task,
                            figures.stream()
                                    .filter(figure -> figure.task.equals(task))
                                    .toList()));
        }
        return text.toString();
    }

    private void write() throws IOException {
        Files.writeString(file, toMarkdown());
    }
}
