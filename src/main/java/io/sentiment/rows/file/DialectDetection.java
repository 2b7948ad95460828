package io.sentiment.rows.file;

import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.file.Dialect.Header;
import io.sentiment.rows.file.RowParser.UnusableRowException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells the format of a file by its first lines. Names lie; they count only where the lines say nothing. */
final class DialectDetection {

    /** What Excel takes, and writes, as the first line: {@code sep=;}. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=[^\"\\w]\"?[,; ]*", Pattern.CASE_INSENSITIVE);

    private static final List<Character> SEPARATORS = List.of('\t', ',', ';', '|');

    private final String start;
    private final List<Line> lines;
    private final boolean isWhole;
    private final FileName fileName;
    private final String name;
    private final Labels known;

    private DialectDetection(TextFile file, FileName fileName, String name, Labels known) throws IOException {
        this.start = file.start();
        this.lines = file.firstLines();
        this.isWhole = file.beginning().isWhole();
        this.fileName = fileName;
        this.name = name;
        this.known = known;
    }

    /**
     * Tells it.
     *
     * @param name of the file, for messages
     * @param labels that are known
     * @throws UnusableDataException if it is none that is read; the message quotes the first line
     */
    static Dialect of(TextFile file, FileName fileName, String name, Labels labels) throws IOException {
        return new DialectDetection(file, fileName, name, labels).tell();
    }

    private Dialect tell() {
        if (start.startsWith("{")) {
            return new Dialect.JsonLines();
        }
        boolean isArrayOfObjects = start.equals("[{") || start.equals("[]");
        if (isArrayOfObjects || (start.startsWith("[") && !fileName.promisesJsonLines())) {
            return new Dialect.JsonArray(name);
        }
        Optional<Dialect> table = table();
        if (table.isPresent()) {
            return table.get();
        }
        if (fileName.promisesJsonLines()) {
            return new Dialect.JsonLines();
        }
        throw unknown();
    }

    private Optional<Dialect> table() {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        boolean isNamed = lines.size() > 1 && namesSeparator(lines.get(0).text());
        int place = isNamed ? 1 : 0;
        Line header = lines.get(place);
        if (header.fault() != null) {
            throw new UnusableDataException("The header of " + name + " cannot be read: "
                    + header.fault().sentence());
        }
        Stream<Character> separators = isNamed
                ? Stream.of(lines.get(0).text().charAt(lines.get(0).text().indexOf('=') + 1))
                : SEPARATORS.stream();
        return separators.flatMap(separator -> table(separator, place).stream()).findFirst();
    }

    private Optional<Dialect> table(char separator, int place) {
        String header = lines.get(place).text();
        // Whoever puts blanks after the separators of the header does so in the rows.
        boolean spaced = separator != '\t' && header.indexOf(separator + " ") >= 0;
        List<String> columns = columns(header, separator, spaced);
        List<Integer> labels = places(columns, RowParser.LABEL);
        List<Integer> texts = places(columns, RowParser.TEXT);
        if (labels.size() != 1 || texts.size() != 1) {
            return Optional.empty();
        }
        Header found = new Header(columns.size(), labels.get(0), texts.get(0), known);
        TabQuoting quoting = separator == '\t'
                ? TabQuoting.of(rows(place + 1), isWhole, header.startsWith("\""), found)
                : TabQuoting.STANDARD;
        return Optional.of(new Dialect.Table(separator, quoting, spaced, place + 1, found));
    }

    private static boolean namesSeparator(String line) {
        return SEPARATOR_LINE.matcher(line).matches();
    }

    private static List<String> columns(String header, char separator, boolean spaced) {
        try {
            return new Fields.Quoted(separator, spaced).of(header);
        } catch (UnusableRowException notQuoted) {
            return new Fields.Plain(separator).of(header);
        }
    }

    private static List<Integer> places(List<String> columns, String name) {
        return IntStream.range(0, columns.size())
                .filter(place -> RowParser.isName(columns.get(place), name))
                .boxed()
                .toList();
    }

    /** The lines after the header, but for what is cut or cannot be read. */
    private List<String> rows(int first) {
        int end = isWhole ? lines.size() : lines.size() - 1;
        return first >= end
                ? Collections.emptyList()
                : lines.subList(first, end).stream()
                        .filter(line -> line.fault() == null)
                        .map(Line::text)
                        .toList();
    }

    private UnusableDataException unknown() {
        int place = lines.size() > 1 && namesSeparator(lines.get(0).text()) ? 1 : 0;
        String found = lines.isEmpty() || lines.get(place).text().isBlank()
                ? "empty"
                : RowParser.quoted(lines.get(place).text());
        return new UnusableDataException("The format of " + name + " is unknown: its "
                + (place == 0 ? "first" : "second") + " line is " + found
                + ", but a header with one column 'label' and one column 'text', or JSON, is expected.");
    }
}
