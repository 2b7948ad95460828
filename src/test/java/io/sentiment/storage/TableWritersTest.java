package io.sentiment.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A table has one writer: whoever wants to know what can become of its rows reads one class. */
class TableWritersTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    /** db-scheduler writes it, through its own client. */
    private static final String SCHEDULED_TASKS = "scheduled_tasks";

    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");
    private static final Pattern WRITE = Pattern.compile(
            "\\b(?:INSERT\\s+(?:OR\\s+\\w+\\s+)?INTO|REPLACE\\s+INTO|MERGE\\s+INTO|UPDATE|DELETE\\s+FROM|TRUNCATE(?:\\s+TABLE)?)\\s+(\\w+)",
            Pattern.CASE_INSENSITIVE);

    /** Between the halves of a statement that is written as several literals. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

    @Test
    void eachTableIsWrittenByOneClass() throws IOException {
        Map<String, Set<String>> writers = writers();
        assertThat(writers.remove(SCHEDULED_TASKS)).isEmpty();

        assertThat(writers)
                .isNotEmpty()
                .allSatisfy((table, classes) -> assertThat(classes).as(table).hasSize(1));
    }

    private static Map<String, Set<String>> writers() throws IOException {
        Map<String, Set<String>> writers = new TreeMap<>();
        for (Path migration : files(MIGRATIONS, ".sql")) {
            matches(TABLE, Files.readString(migration)).forEach(table -> writers.put(table, new TreeSet<>()));
        }
        for (Path source : files(SOURCES, ".java")) {
            String code = JOINT.matcher(Files.readString(source)).replaceAll("");
            matches(WRITE, code)
                    .forEach(table -> writers.computeIfPresent(table, (written, classes) -> {
                        classes.add(source.getFileName().toString());
                        return classes;
                    }));
        }
        return writers;
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static Iterable<Path> files(Path root, String suffix) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
