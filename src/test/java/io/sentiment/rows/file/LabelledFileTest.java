package io.sentiment.rows.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledFileTest {

    private static final LabelledRow GOOD = new LabelledRow("Very good, très bon 👍", true);
    private static final LabelledRow BAD = new LabelledRow("bad", false);

    private static final String USE = "use 0, 1, negative or positive, or map it (settings.labels, --label).";

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.tsv | label~text#1~Very good, très bon 👍#0~bad#
            b.TSV | text~id~label#Very good, très bon 👍~7~positive#bad~8~Negative
            c.csv | label,text#1,"Very good, très bon 👍"#0,bad#
            d.csv | "text",x,label#"Very good, très bon 👍",,POSITIVE#bad,1,0
            e.jsonl | {"label": 1, "text": "Very good, très bon 👍"}#{"text": "bad", "label": "negative", "id": [3]}#
            f.ndjson | {"label": "1", "text": "Very good, tr\\u00e8s bon \\ud83d\\udc4d"}##{"text":"bad","label":0}
            """)
    void everyFormatGivesTheSameRows(String name, String content) throws IOException {
        String lines = content.replace('~', '\t').replace('#', '\n');

        for (String variant : Arrays.asList(lines, "\uFEFF" + lines, lines.replace("\n", "\r\n"))) {
            ReadFile read = ReadFile.of(temporary, name, variant);
            assertThat(read.rows).containsExactly(GOOD, BAD);
            assertThat(read.unusable).isEmpty();
        }
        Path zipped = Files.write(temporary.resolve(name + ".gz"), ReadFile.gzip(lines));
        assertThat(new ReadFile(zipped).rows).containsExactly(GOOD, BAD);
    }

    @Test
    void compressionIsToldByTheBytesAndNotByTheName() throws IOException {
        Path zipped = Files.write(temporary.resolve("a.tsv"), ReadFile.gzip("label\ttext\n0\tbad\n"));

        assertThat(new ReadFile(zipped).rows).containsExactly(BAD);
        assertThat(ReadFile.of(temporary, "b.tsv.gz", "label\ttext\n0\tbad\n").rows)
                .containsExactly(BAD);
    }

    @Test
    void theChecksumIsThatOfTheStoredBytes() throws IOException {
        // printf 'label\ttext\n0\tbad\nx\ty\n' | sha256sum
        ReadFile read = ReadFile.of(temporary, "a.tsv", "label\ttext\n0\tbad\nx\ty\n");

        assertThat(read.file)
                .isEqualTo(new DataFile(
                        temporary.getFileName() + "/a",
                        "cfc158ba10aeb0f27543958e43fc2dd57c15d224150318a86089b9a4c65dc32c",
                        1,
                        new Reading("UTF-8, separated by tabs, not quoted", true, 0)));
    }

    @Test
    void unusableRowsOfATsvAreReportedAndTheOthersRead() throws IOException {
        ReadFile read = ReadFile.of(
                temporary, "a.tsv", "label\ttext\n1\n2\tmeh\n\n0\tbad\n1\t \u3000\n1\ta\tb\n\tgood\n0\t\"bad\n");

        assertThat(read.rows).containsExactly(BAD, new LabelledRow("\"bad", false));
        assertThat(read.unusable)
                .containsExactly(
                        "2: The header has 2 columns, but the row has 1.",
                        "3: The label '2' is unknown: " + USE,
                        "6: The text is empty.",
                        "7: The header has 2 columns, but the row has 3.",
                        "8: The label '' is unknown: " + USE);
    }

    @Test
    void aCsvRowOfSeveralLinesIsNamedByItsFirst() throws IOException {
        ReadFile read = ReadFile.of(temporary, "a.csv", """
                label,text
                1,"He said ""wow"",
                twice

                and left"
                meh,"two
                lines"
                0,5" disk
                1,"closed" too early
                0,bad
                """);

        assertThat(read.rows)
                .containsExactly(
                        new LabelledRow("He said \"wow\",\ntwice\n\nand left", true),
                        new LabelledRow("5\" disk", false),
                        BAD);
        assertThat(read.unusable)
                .containsExactly("6: The label 'meh' is unknown: " + USE, "9: The row is malformed CSV.");
    }

    @Test
    void aQuoteThatIsNeverClosedCostsTheRestOfTheFileButNoMemory() throws IOException {
        ReadFile small = ReadFile.of(temporary, "a.csv", "label,text\n0,bad\n1,\"open\n1,good\n");
        assertThat(small.rows).containsExactly(BAD);
        assertThat(small.unusable).containsExactly("3: A quoted field is never closed.");

        ReadFile large = ReadFile.of(temporary, "b.csv", "label,text\n1,\"open\n" + "1,good\n".repeat(150_000));
        assertThat(large.unusable).containsExactly("2: The row is longer than 1,000,000 characters.");
        assertThat(large.rows).isNotEmpty();
    }

    @Test
    void unusableJsonLinesAreReportedAndTheOthersRead() throws IOException {
        ReadFile read = ReadFile.of(temporary, "a.jsonl", """
                {"label": 1, "text": "open
                [1, "good"]
                {"label": "maybe", "text": "good"}
                {"label": 1}
                {"text": "good"}
                {"label": 1, "text": null}
                {"label": 1, "text": ""}
                {"label": 1, "label": 0, "text": "good"}
                {"label": 1, "text": "good"} {}

                {"label": 0, "text": "bad"}
                """);

        assertThat(read.rows).containsExactly(BAD);
        assertThat(read.unusable)
                .containsExactly(
                        "1: The row is malformed JSON.",
                        "2: The row is no JSON object.",
                        "3: The label 'maybe' is unknown: " + USE,
                        "4: The row has no 'text', but 'label'.",
                        "5: The row has no 'label', but 'text'.",
                        "6: The text is missing: it is null.",
                        "7: The text is empty.",
                        "8: The row is malformed JSON.",
                        "9: The row is malformed JSON.");
    }

    @Test
    void malformedUtf8SpoilsOnlyItsOwnRow() throws IOException {
        Path latin1 =
                Files.write(temporary.resolve("a.tsv"), "label\ttext\n1\ttrès bon\n0\tbad\n".getBytes(ISO_8859_1));

        ReadFile read = new ReadFile(latin1);

        assertThat(read.rows).containsExactly(BAD);
        assertThat(read.unusable)
                .containsExactly(
                        "2: The row is not well-formed UTF-8: its bytes E8 are no character; save the file as UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "中", "👍"})
    void aRowMayHaveAMillionCharacters(String character) throws IOException {
        String longest = character.repeat((1_000_000 - 2) / character.length());
        ReadFile read =
                ReadFile.of(temporary, "a.tsv", "label\ttext\n1\t" + longest + "\n1\t" + longest + "x\n0\tbad\n");

        assertThat(read.rows).containsExactly(new LabelledRow(longest, true), BAD);
        assertThat(read.unusable).containsExactly("3: The row is longer than 1,000,000 characters.");
    }

    @Test
    void aLongLabelIsQuotedInPart() throws IOException {
        ReadFile read = ReadFile.of(temporary, "a.tsv", "label\ttext\n" + "x".repeat(1000) + "\tgood\n");

        assertThat(read.unusable).containsExactly("2: The label '" + "x".repeat(40) + "…' is unknown: " + USE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | empty
            #label~text# | empty
            1~good# | '1\\tgood'
            label# | 'label'
            text# | 'text'
            label~text~label# | 'label\\ttext\\tlabel'
            Label,label,text# | 'Label,label,text'
            id;comment# | 'id;comment'
            sentiment,review# | 'sentiment,review'
            """)
    void aTableNeedsItsHeaderAndIsToldWhatStandsThere(String content, String found) {
        assertThatThrownBy(() -> ReadFile.of(
                        temporary, "a.tsv", content.replace('~', '\t').replace('#', '\n')))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage("The format of the file " + temporary.resolve("a.tsv") + " is unknown: its first line is "
                        + found
                        + ", but a header with one column 'label' and one column 'text', or JSON, is expected.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a", "tsv", "a.tsv.zip", ".gz", "a.csv.bak", "a.csv", "a.jsonl", "a.json"})
    void theContentTellsTheFormatAndNotTheName(String name) throws IOException {
        assertThat(ReadFile.of(temporary, name, "label\ttext\n0\tbad\n").rows).containsExactly(BAD);
    }

    @Test
    void filesThatAreMissingOrBrokenAreNamed() throws IOException {
        Path missing = temporary.resolve("missing.tsv");
        assertThatThrownBy(() -> new ReadFile(missing))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage("There is no file " + missing + ".");

        byte[] whole = ReadFile.gzip("label\ttext\n0\tbad\n");
        Path truncated = Files.write(temporary.resolve("a.tsv.gz"), Arrays.copyOf(whole, whole.length - 10));
        assertThatThrownBy(() -> new ReadFile(truncated))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage("The gzip data of the file " + truncated + " is damaged: it is cut in its member 1.");
    }

    @Test
    void severalGzipMembersAreOneFile() throws IOException {
        Path path = temporary.resolve("a.tsv.gz");
        Files.write(path, ReadFile.gzip("label\ttext\n"));
        Files.write(path, ReadFile.gzip("0\tbad\n"), StandardOpenOption.APPEND);

        assertThat(new ReadFile(path).rows).containsExactly(BAD);
    }
}
