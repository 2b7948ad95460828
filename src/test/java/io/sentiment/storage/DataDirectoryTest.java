package io.sentiment.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.storage.DataDirectory.UnusableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

    @TempDir
    Path folder;

    @Test
    void aFileInItsPlaceOrAboveItIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.occupy(file))
                .isInstanceOf(UnusableException.class)
                .hasMessage("The folder " + file + " cannot be made, because " + file
                        + " is a file: name a folder with sentiment.data-directory.");
        assertThatThrownBy(() -> DataDirectory.occupy(file.resolve("a/b")))
                .isInstanceOf(UnusableException.class)
                .hasMessage("The folder " + file.resolve("a/b") + " cannot be made, because " + file
                        + " is a file: name a folder with sentiment.data-directory.");
    }

    @Test
    void aFileInThePlaceOfAFolderInsideIsNamed() throws Exception {
        Files.createFile(folder.resolve("bundles"));
        try (DataDirectory data = DataDirectory.occupy(folder)) {
            assertThatThrownBy(() -> data.folder("bundles")).hasMessageContaining("bundles is a file");
            assertThatThrownBy(() -> data.temporaryFolder("bundles")).hasMessageContaining("bundles is a file");
        }
        assertThat(folder.resolve("bundles")).isRegularFile();
    }

    /** Nobody, not even root, makes files there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeWrittenIsNamedWithTheReason() {
        for (Path place : List.of(Path.of("/sys"), Path.of("/sys/sentiment"), Path.of("/proc/sentiment"))) {
            assertThatThrownBy(() -> DataDirectory.occupy(place))
                    .isInstanceOf(UnusableException.class)
                    .hasMessageMatching(
                            "The folder " + place + " cannot be written \\([\\w ]+\\): give this process the"
                                    + " right to, or name another folder with sentiment.data-directory\\.");
        }
    }

    @Test
    void aDatabaseThatIsNoFileIsNamed() throws Exception {
        Files.createDirectory(folder.resolve("sentiment.db"));

        assertThatThrownBy(() -> new DatabaseConfiguration.EmbeddedDatabase(new DataDirectory(folder)))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("sentiment.db cannot be written");
    }

    @Test
    void onlyOneHasItAtATime() {
        DataDirectory first = DataDirectory.occupy(folder);

        assertThatThrownBy(() -> DataDirectory.occupy(folder))
                .isInstanceOf(UnusableException.class)
                .hasMessage("The data directory " + folder + " is in use by another process: stop that one, or name"
                        + " another folder with sentiment.data-directory.");
        first.close();
        DataDirectory.occupy(folder).close();
    }

    /** Characters that mean something in the URL of a database, or in a pattern, or nothing to ASCII. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "what?",
                "a?journal_mode=off",
                "a?b=c&synchronous=OFF#d",
                "#1",
                "100%",
                "%41%3F",
                "a;b",
                "a b+c",
                "it's \"so\"",
                "file:x",
                "a:b",
                ":memory:",
                "{a}[b]!",
            })
    void anyCharacterMayStandInItsPath(String name) throws Exception {
        Path data = folder.resolve(name);
        String url = new DatabaseConfiguration.EmbeddedDatabase(new DataDirectory(data)).getJdbcUrl();

        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE a (b INTEGER)");
            assertThat(setting(statement, "journal_mode")).isEqualTo("wal");
            assertThat(setting(statement, "synchronous")).isEqualTo("2");
            assertThat(setting(statement, "foreign_keys")).isEqualTo("1");
            assertThat(names(data)).containsExactly("sentiment.db", "sentiment.db-shm", "sentiment.db-wal");
        }
        assertThat(names(data)).containsExactly("sentiment.db");
        assertThat(names(folder)).containsExactly(name);
    }

    private static String setting(Statement statement, String name) throws Exception {
        try (ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
