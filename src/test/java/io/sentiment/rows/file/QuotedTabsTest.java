package io.sentiment.rows.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.rows.LabelledRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files between tabs, of which only the rows tell whether they are quoted. */
class QuotedTabsTest {

    private static final String QUOTED = "UTF-8, separated by tabs, quoted";
    private static final String PLAIN = "UTF-8, separated by tabs, not quoted";

    @TempDir
    Path temporary;

    @Test
    void marksAreTakenOffAndThoseWithinHalved() throws IOException {
        ReadFile read = read("""
                label~text
                1~"He said ""great film"" and left"
                0~plain
                1~""\"Best of all"" they say"
                """);

        assertThat(read.how()).isEqualTo(QUOTED);
        assertThat(read.rows)
                .containsExactly(
                        new LabelledRow("He said \"great film\" and left", true),
                        new LabelledRow("plain", false),
                        new LabelledRow("\"Best of all\" they say", true));
    }

    @Test
    void aTextOfSeveralLinesIsOne() throws IOException {
        ReadFile read = read("""
                id~label~text
                1~1~"The food was bad.
                But all else
                was wonderful."
                2~0~"I loved the food.

                But everything else was awful."
                3~2~"no
                label"
                4~1~good
                """);

        assertThat(read.how()).isEqualTo(QUOTED);
        assertThat(read.rows)
                .containsExactly(
                        new LabelledRow("The food was bad.\nBut all else\nwas wonderful.", true),
                        new LabelledRow("I loved the food.\n\nBut everything else was awful.", false),
                        new LabelledRow("good", true));
        assertThat(read.unusable).hasSize(1).allMatch(row -> row.startsWith("8: The label '2' is unknown"));
    }

    @Test
    void whereEachTextIsQuotedTheMarksBelongToTheFile() throws IOException {
        assertThat(read("label~text\n1~\"good\"\n0~\"bad, really\"\n").rows)
                .containsExactly(new LabelledRow("good", true), new LabelledRow("bad, really", false));
        assertThat(read("\"label\"~\"text\"\n\"1\"~\"good\"\n\"0\"~\"bad\"\n").rows)
                .containsExactly(new LabelledRow("good", true), new LabelledRow("bad", false));
    }

    @Test
    void excelQuotesWhatHasAComma() throws IOException {
        ReadFile read = read("label~text\n1~\"good, and cheap\"\n0~bad\n1~fine\n");

        assertThat(read.how()).isEqualTo(QUOTED);
        assertThat(read.rows).contains(new LabelledRow("good, and cheap", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Great" said the man
            "Great film, they said
            "I never closed this
            "One" and "two"
            "
            "a" "b"
            5" disk, "new"
            """)
    void aPlainTextMayBeginWithAMark(String text) throws IOException {
        ReadFile read =
                read("label~text\n1~good, I say\n0~" + text + "\n1~fine\n0~" + text + "\n1~\"whole\"\n1~\"end\n");

        assertThat(read.how()).startsWith(PLAIN);
        assertThat(read.rows)
                .containsExactly(
                        new LabelledRow("good, I say", true),
                        new LabelledRow(text, false),
                        new LabelledRow("fine", true),
                        new LabelledRow(text, false),
                        new LabelledRow("\"whole\"", true),
                        new LabelledRow("\"end", true));
        assertThat(read.unusable).isEmpty();
    }

    @Test
    void rowsBetweenTwoStrayMarksAreNotSwallowed() throws IOException {
        ReadFile read = read("label~text\n1~\"begins here\n0~in between\n1~and ends here\"\n");

        assertThat(read.rows)
                .containsExactly(
                        new LabelledRow("\"begins here", true),
                        new LabelledRow("in between", false),
                        new LabelledRow("and ends here\"", true));
    }

    @Test
    void aMarkThatIsMissingInAQuotedFileCostsItsRowAlone() throws IOException {
        ReadFile read = read("""
                label~text
                1~"He said ""great""\"
                0~"two
                lines"
                1~"a ""b"" c"
                1~"never closed
                of two lines
                0~bad
                1~"open
                1~"closed"
                1~good"
                """);

        assertThat(read.how()).isEqualTo(QUOTED + " (2 of the first rows cannot be quoted)");
        assertThat(read.rows)
                .containsExactly(
                        new LabelledRow("He said \"great\"", true),
                        new LabelledRow("two\nlines", false),
                        new LabelledRow("a \"b\" c", true),
                        new LabelledRow("bad", false),
                        new LabelledRow("closed", true),
                        new LabelledRow("good\"", true));
        assertThat(read.unusable)
                .containsExactly("6: A quoted field is never closed.", "9: A quoted field is never closed.");
    }

    @Test
    void someTextsInMarksThatNeedNoneKeepThemAndThatIsSaid() throws IOException {
        ReadFile read = read("label~text\n1~\"A masterpiece.\"\n0~bad\n1~good, they say\n");

        assertThat(read.how()).isEqualTo(PLAIN + " (1 of the first texts stand in quotation marks, which they keep)");
        assertThat(read.rows).contains(new LabelledRow("\"A masterpiece.\"", true));
        assertThat(read("label~text\n1~\"A masterpiece.\"\n" + "0~bad, they say\n".repeat(20))
                        .how())
                .isEqualTo(PLAIN);
    }

    @Test
    void whereRowsContradictTheMostCountAndThatIsSaid() throws IOException {
        ReadFile quoted = read("label~text\n1~\"a \"\"b\"\"\"\n1~\"c \"\"d\"\"\"\n0~\"e\" f\n");
        assertThat(quoted.how()).isEqualTo(QUOTED + " (1 of the first rows cannot be quoted)");
        assertThat(quoted.rows).containsExactly(new LabelledRow("a \"b\"", true), new LabelledRow("c \"d\"", true));
        assertThat(quoted.unusable).containsExactly("4: The row is malformed CSV.");

        ReadFile plain = read("label~text\n1~\"a\" b\n1~\"c\" d\n0~\"e \"\"f\"\"\"\n");
        assertThat(plain.how()).isEqualTo(PLAIN + " (1 of the first rows can only be quoted)");
        assertThat(plain.rows)
                .containsExactly(
                        new LabelledRow("\"a\" b", true),
                        new LabelledRow("\"c\" d", true),
                        new LabelledRow("\"e \"\"f\"\"\"", false));
        assertThat(plain.unusable).isEmpty();
    }

    @Test
    void laterRowsThatContradictAreRefusedOneByOne() throws IOException {
        String rows = "1\tnothing special here\n".repeat(60_000);

        ReadFile read = ReadFile.of(
                temporary,
                "a.tsv",
                "label\ttext\n" + rows + "1\t\"He said \"\"wow\"\"\"\n0\t\"first\nsecond\"\n0\t\"fine\n1\tgood\n");

        assertThat(read.how()).isEqualTo(PLAIN);
        assertThat(read.rows.subList(60_000, read.rows.size()))
                .containsExactly(new LabelledRow("\"fine", false), new LabelledRow("good", true));
        assertThat(read.unusable)
                .containsExactly(
                        "60002: The row is quoted, but the rows at the beginning of the file are not.",
                        "60003: A text in quotation marks goes on in the next line, but the rows at the beginning of the"
                                + " file are not quoted.",
                        "60004: The header has 2 columns, but the row has 1.");
    }

    @Test
    void aTextThatIsCutAtTheEndOfWhatIsLookedAtIsNoContradiction() throws IOException {
        String row = "1\t\"He said \"\"wow\"\"\n" + "and so on ".repeat(60) + "\"\n";

        ReadFile read = ReadFile.of(temporary, "a.tsv", "label\ttext\n" + row.repeat(3_000));

        assertThat(read.how()).isEqualTo(QUOTED);
        assertThat(read.rows).hasSize(3_000);
        assertThat(read.unusable).isEmpty();
    }

    /** As the libraries of other programs write it. */
    @ParameterizedTest
    @ValueSource(strings = {"MINIMAL", "ALL", "ALL_NON_NULL", "NON_NUMERIC"})
    void whateverAProgramQuotesIsReadAsItWas(QuoteMode mode) throws IOException {
        Random random = new Random(7);
        String[] pieces = {"good", "bad", " ", "\"", "\"\"", "\t", "\n", ",", ";", "'", "it's", "房间", "\n\n"};
        for (char separator : new char[] {'\t', ',', ';', '|'}) {
            List<LabelledRow> rows = new ArrayList<>();
            StringBuilder file = new StringBuilder();
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(separator)
                    .setQuoteMode(mode)
                    .get();
            try (CSVPrinter printer = new CSVPrinter(file, format)) {
                printer.printRecord("text", "id", "label");
                for (int row = 0; row < 300; row++) {
                    StringBuilder text = new StringBuilder("x");
                    for (int piece = random.nextInt(8); piece > 0; piece--) {
                        text.append(pieces[random.nextInt(pieces.length)]);
                    }
                    rows.add(new LabelledRow(text.toString(), row % 2 == 0));
                    printer.printRecord(text, row, 1 - row % 2);
                }
            }

            ReadFile read = ReadFile.of(temporary, "a.txt", file.toString());

            assertThat(read.rows).isEqualTo(rows);
            assertThat(read.unusable).isEmpty();
        }
    }

    /** A file in which a tilde stands for a tab. */
    private ReadFile read(String content) throws IOException {
        return ReadFile.of(temporary, "a.tsv", content.replace('~', '\t'));
    }
}
