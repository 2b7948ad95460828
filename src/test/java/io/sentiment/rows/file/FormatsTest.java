package io.sentiment.rows.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.file.Labels.Meaning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as spreadsheets and programs write them. */
class FormatsTest {

    private static final LabelledRow GOOD = new LabelledRow("good, I say", true);
    private static final LabelledRow BAD = new LabelledRow("bad; really", false);

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            label;text#1;good, I say#0;"bad; really"#             ! separated by semicolons
            sep=;#label;text#1;good, I say#0;"bad; really"#       ! separated by semicolons
            "sep=,"#label,text#1,"good, I say"#0,bad; really#     ! separated by commas
            SEP=:#label:text#1:good, I say#0:bad; really#         ! separated by ':'
            sep=~#label~text#1~good, I say#0~bad; really#         ! separated by tabs, not quoted
            label|text#1|good, I say#0|bad; really#               ! separated by vertical bars
            Label,Text#1,"good, I say"#0,bad; really#             ! separated by commas
            "LABEL", " text "#1,"good, I say"#0,bad; really#      ! separated by commas
            label , text#1, "good, I say"#0 , bad; really#        ! separated by commas
            Text~Id~ Label#good, I say~1~1#bad; really~2~0#       ! separated by tabs, not quoted
            text;;label#good, I say;;1#"bad; really";;0#          ! separated by semicolons
            [{"Text": "good, I say", "LABEL": 1}, {"text": "bad; really", "label": 0}] ! a JSON array
            {"Text": "good, I say", "LABEL": 1}#{"text": "bad; really", "label": 0} ! JSON Lines
            """)
    void theFirstLinesTellTheFormatWhateverEndsThem(String content, String format) throws IOException {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            ReadFile read =
                    ReadFile.of(temporary, "a.txt", content.replace('~', '\t').replace("#", end));
            assertThat(read.rows).containsExactly(GOOD, BAD);
            assertThat(read.unusable).isEmpty();
            assertThat(read.how()).isEqualTo("UTF-8, " + format);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            a.csv   ! label~text#1~good, I say#0~bad; really#              ! separated by tabs, not quoted, though its name ends with .csv
            a.tsv   ! label,text#1,"good, I say"#0,bad; really#            ! separated by commas, though its name ends with .tsv
            a.jsonl ! label;text#1;good, I say#0;"bad; really"#            ! separated by semicolons, though its name ends with .jsonl
            a.csv.gz ! {"text": "good, I say", "label": 1}#{"text": "bad; really", "label": 0} ! JSON Lines, though its name ends with .csv
            """)
    void aNameThatPromisesAnotherFormatIsNamed(String name, String content, String format) throws IOException {
        ReadFile read = ReadFile.of(temporary, name, content.replace('~', '\t').replace('#', '\n'));

        assertThat(read.rows).containsExactly(GOOD, BAD);
        assertThat(read.how()).isEqualTo("UTF-8, " + format);
        assertThat(read.file.reading().isExpected()).isFalse();
    }

    @Test
    void theHeaderIsQuotedWhereASeparatorComesFirst() {
        assertThatThrownBy(() -> ReadFile.of(temporary, "a.csv", "sep=;\nlabel,text\n1,good\n"))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("its second line is 'label,text', but a header");
    }

    @Test
    void linesOfAMacAreCountedAsTheyAreAndMayHoldLineFeeds() throws IOException {
        ReadFile read = ReadFile.of(temporary, "a.csv", "label,text\r1,\"two\nlines\"\r5,five\r0,bad\r\r0,last");

        assertThat(read.rows)
                .containsExactly(
                        new LabelledRow("two\nlines", true),
                        new LabelledRow("bad", false),
                        new LabelledRow("last", false));
        assertThat(read.unusable).hasSize(1).allMatch(row -> row.startsWith("3: The label '5'"));
    }

    @Test
    void aStrayReturnIsNoEndOfALine() throws IOException {
        assertThat(ReadFile.of(temporary, "a.tsv", "label\ttext\n1\tgood\rand more\n0\tbad\n").rows)
                .containsExactly(new LabelledRow("good\rand more", true), new LabelledRow("bad", false));
    }

    @Test
    void faultsOfAnArrayAreNamedByTheLineOfTheirElement() throws IOException {
        ReadFile read = ReadFile.of(temporary, "a.json", """
                [
                  {
                    "label": 1,
                    "text": "brackets ]}, and \\"marks\\" \\\\"
                  },
                  {
                    "label": 1
                  }, {"label": 0, "text": null},
                  {"label": NaN, "text": "no JSON"},
                  7,
                  {"label": 0,
                   "text": "never closed},
                  {"label": "2", "text": "two"},
                  ["nested", {"label": 1}],
                  {"label": 0, "text": "bad", "more": {"a": [1, 2]}}
                ]
                """);

        assertThat(read.rows)
                .containsExactly(new LabelledRow("brackets ]}, and \"marks\" \\", true), new LabelledRow("bad", false));
        assertThat(read.unusable)
                .containsExactly(
                        "6: The row has no 'text', but 'label'.",
                        "8: The text is missing: it is null.",
                        "9: The row is malformed JSON.",
                        "10: The row is no JSON object.",
                        "11: The row is malformed JSON.",
                        "13: The label '2' is unknown: use 0, 1, negative or positive, or map it (settings.labels,"
                                + " --label).",
                        "14: The row is no JSON object.");
    }

    @Test
    void anArrayThatHasNoEndOrIsFollowedIsRefused() {
        assertThatThrownBy(
                        () -> ReadFile.of(temporary, "a.json", "[\n{\"label\": 1, \"text\": \"good\"},\n{\"label\": 1"))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage("The JSON array of the file " + temporary.resolve("a.json")
                        + " is never closed: it is cut, or a"
                        + " bracket or a quotation mark is missing in the element that begins on line 3.");
        assertThatThrownBy(() -> ReadFile.of(temporary, "a.json", "[{\"label\": 1, \"text\": \"good\"}"))
                .hasMessageContaining("is never closed");
        assertThatThrownBy(() -> ReadFile.of(temporary, "a.json", "[]\n[]"))
                .hasMessage("Something follows the JSON array of the file " + temporary.resolve("a.json")
                        + ", which ends on line 1: send one array, or JSON Lines.");
    }

    @Test
    void anElementOfAnArrayIsNoLongerThanARow() throws IOException {
        String longest = "x".repeat(1_000_000 - "{'label':1,'text':''}".length());
        ReadFile read = ReadFile.of(
                temporary,
                "a.json",
                "[{'label':1,'text':'%s'},{'label':1,'text':'x%s'},{'label':0,'text':'bad'}]"
                        .formatted(longest, longest)
                        .replace('\'', '"'));

        assertThat(read.rows).containsExactly(new LabelledRow(longest, true), new LabelledRow("bad", false));
        assertThat(read.unusable).containsExactly("1: The row is longer than 1,000,000 characters.");
    }

    @ParameterizedTest
    @CsvSource({
        "1, true", "pos, true", "POSITIVE, true", "True, true", "1.0, true", "' 1,0 ', true", "LABEL_1, true",
        "0, false", "Neg, false", "negative, false", "FALSE, false", "0.0, false", "0., false", "label_0, false"
    })
    void labelsAreKnownByAllTheirUsualNames(String label, boolean positive) throws IOException {
        ReadFile read = ReadFile.of(temporary, "a.tsv", "label\ttext\n" + label + "\tsome text\n");

        assertThat(read.rows).containsExactly(new LabelledRow("some text", positive));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "1.0, true", "0, false"})
    void labelsOfJsonNeedNoQuotes(String label, boolean positive) throws IOException {
        assertThat(ReadFile.of(temporary, "a.jsonl", "{\"label\": " + label + ", \"text\": \"some text\"}").rows)
                .containsExactly(new LabelledRow("some text", positive));
    }

    @Test
    void whatIsMissingIsRefusedWithItsRow() throws IOException {
        ReadFile read = ReadFile.of(
                temporary, "a.csv", "label,text\nNaN,good\n,good\n1,NaN\n1,null\n1,\n1,<NA>\n1,nan bread\n");

        assertThat(read.rows).containsExactly(new LabelledRow("nan bread", true));
        assertThat(read.unusable).hasSize(6);
        assertThat(read.unusable.get(0)).startsWith("2: The label 'NaN' is unknown");
        assertThat(read.unusable.get(1)).startsWith("3: The label '' is unknown");
        assertThat(read.unusable.subList(2, 6))
                .containsExactly(
                        "4: The text is missing: it is 'NaN'.",
                        "5: The text is missing: it is 'null'.",
                        "6: The text is empty.",
                        "7: The text is missing: it is '<NA>'.");
    }

    @Test
    void aStringOfJsonIsATextWhateverItSays() throws IOException {
        ReadFile read = ReadFile.of(
                temporary, "a.jsonl", "{\"label\": 1, \"text\": \"null\"}\n{\"label\": 1, \"text\": null}\n");

        assertThat(read.rows).containsExactly(new LabelledRow("null", true));
        assertThat(read.unusable).containsExactly("2: The text is missing: it is null.");
    }

    @Test
    void starsMeanWhatTheyAreMappedTo() throws IOException {
        Labels stars = Labels.of(
                Map.of("1", Meaning.NEGATIVE, "2", Meaning.NEGATIVE, "3", Meaning.IGNORED, "5.0", Meaning.POSITIVE));

        ReadFile read = ReadFile.of(
                temporary,
                "a.csv",
                "label,text\n1,worst\n2.0,bad\n3,so so\n3,\n4,well\n5,best\npositive,no star\n",
                stars);

        assertThat(read.rows)
                .containsExactly(
                        new LabelledRow("worst", false), new LabelledRow("bad", false), new LabelledRow("best", true));
        assertThat(read.file.reading().ignored()).isEqualTo(2);
        assertThat(read.unusable)
                .containsExactly(
                        "6: The label '4' is not among those that are mapped: 1, 2, 3, 5.",
                        "8: The label 'positive' is not among those that are mapped: 1, 2, 3, 5.");
    }

    @Test
    void labelsAreMappedOnceEach() {
        assertThatThrownBy(() -> Labels.of(Map.of("1", Meaning.NEGATIVE, "1.0", Meaning.POSITIVE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is mapped twice");
        assertThatThrownBy(() -> Labels.of(Map.of(" ", Meaning.NEGATIVE))).isInstanceOf(IllegalArgumentException.class);
    }

    /** The worst of five would be taken for the best of two. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            12345          ! 1, 2, 3, 4, 5
            012            ! 0, 1, 2
            -+             ! -1, 1
            """)
    void starsThatNobodyMappedAreNotGuessed(String scale, String found) {
        StringBuilder content = new StringBuilder("label,text\n");
        for (int row = 0; row < 60; row++) {
            String label = scale.substring(row % scale.length(), row % scale.length() + 1);
            content.append(label.replace("-", "-1").replace("+", "1")).append(",text\n");
        }

        assertThatThrownBy(() -> ReadFile.of(temporary, "a.csv", content.toString()))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage("The labels of the file " + temporary.resolve("a.csv") + " are " + found
                        + ", but 0 and 1 are expected: say what each of them means, by 'labels' in settings that come before"
                        + " the rows or by --label.");
    }

    @Test
    void aNumberThatIsASlipCostsItsRowAlone() throws IOException {
        ReadFile read =
                ReadFile.of(temporary, "a.csv", "label,text\n" + "1,good\n0,bad\n".repeat(100) + "7,slip\n".repeat(15));

        assertThat(read.rows).hasSize(200);
        assertThat(read.unusable).hasSize(15);
    }
}
