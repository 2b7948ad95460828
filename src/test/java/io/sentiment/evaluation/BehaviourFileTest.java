package io.sentiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.evaluation.BehaviourSuite.Expectation;
import io.sentiment.evaluation.BehaviourSuite.Pair;
import io.sentiment.evaluation.BehaviourSuite.UnusableSuiteException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourFileTest {

    private static final String HEADER = "capability\texpectation\tlabel\tfirst\tsecond\n";
    private static final String PAIR = "negation\topposite\tpositive\tIt works.\tIt does not work.\n";

    @TempDir
    Path folder;

    @Test
    void pairsKeepTheirLines() throws IOException {
        BehaviourSuite suite = read(HEADER + PAIR + "\nemoji\tfalls\tnegative\t唉\t唉😡\r\n");

        assertThat(suite.name()).isEqualTo("mine");
        assertThat(suite.pairs())
                .containsExactly(
                        new Pair(2, "negation", Expectation.OPPOSITE, true, "It works.", "It does not work."),
                        new Pair(4, "emoji", Expectation.FALLS, false, "唉", "唉😡"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            emoji;same;positive;good            | a row must have 5 fields between tabs, but has 4.
            emoji;same;positive;good;good;x     | a row must have 5 fields between tabs, but has 6.
            emoji;same;positive;good;' '        | no field may be empty.
            emoji;equal;positive;good;fine      | the expectation must be one of [opposite, same, rises, falls], but is 'equal'.
            emoji;same;1;good;fine              | the label must be positive or negative, but is '1'.
            emoji;same;positive;good;good       | the two texts must differ.
            emoji;same;positive;It works.;It does not work. | the pair is already in the file.
            """)
    void aWrongRowIsNamed(String row, String fault) {
        String tabs = row.replace("' '", " ").replace(';', '\t');

        assertThatThrownBy(() -> read(HEADER + PAIR + "\n" + tabs + "\n"))
                .isInstanceOf(UnusableSuiteException.class)
                .hasMessage("mine.tsv, line 4: " + fault);
    }

    @Test
    void anotherHeaderIsRefused() {
        assertThatThrownBy(() -> read("first\tsecond\n" + PAIR))
                .hasMessage("mine.tsv, line 1: the header must be 'capability', 'expectation', 'label', 'first',"
                        + " 'second', between tabs.");
        assertThatThrownBy(() -> read(HEADER)).hasMessageContaining("there is no pair after the header.");
    }

    @Test
    void malformedUtf8IsNamedByItsLine() {
        byte[] content = (HEADER + PAIR + "emoji\tsame\tpositive\tgood\tg?d\n").getBytes(StandardCharsets.UTF_8);
        content[content.length - 3] = (byte) 0xff;

        assertThatThrownBy(() -> BehaviourSuite.read(Files.write(folder.resolve("mine.tsv"), content)))
                .hasMessage("mine.tsv, line 3: the row is not well-formed UTF-8.");
    }

    private BehaviourSuite read(String content) throws IOException {
        return BehaviourSuite.read(Files.writeString(folder.resolve("mine.tsv"), content));
    }
}
