package io.sentiment.cli.evaluate;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.cli.Reviews;
import io.sentiment.cli.Terminal;
import io.sentiment.evaluation.PassRate;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.rows.file.ReadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {

    @TempDir
    static Path folder;

    private static Path first = Path.of("");
    private static Path second = Path.of("");
    private static Path test = Path.of("");
    private static Path other = Path.of("");

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void trainTwoModels() throws IOException {
        Path training = Reviews.write(folder.resolve("train.tsv"), 400, 1);
        test = Reviews.write(folder.resolve("test.tsv"), 100, 2);
        other = Reviews.write(folder.resolve("other.tsv"), 60, 3);
        first = train(training, "lstm", "--language", "en", "--test", test);
        second = train(training, "simple", "--cell", "simple-rnn");
    }

    @Test
    void everyBundleIsMeasuredOnEveryFileByItself() {
        assertThat(terminal.run("evaluate", "--bundle", first, second, "--data", test, other, "--slices", "--json"))
                .as(terminal.err())
                .isZero();

        JsonNode evaluations = JsonMapper.shared().readTree(terminal.out()).get("evaluations");
        assertThat(evaluations.values())
                .extracting(evaluation -> evaluation.get("model").asString() + " "
                        + evaluation.get("data").asString().replaceFirst(".*/", "") + " "
                        + evaluation.get("rows").asInt())
                .containsExactly("lstm test 100", "lstm other 60", "simple test 100", "simple other 60");
        for (JsonNode evaluation : evaluations) {
            assertThat(evaluation.get("accuracyInterval").get("low").asDouble())
                    .isLessThan(evaluation.get("accuracy").asDouble());
            for (String slices : new String[] {"byLength", "byUnknownTokens"}) {
                assertThat(evaluation.get("slices").get(slices).values().stream()
                                .mapToInt(slice -> slice.get("rows").asInt())
                                .sum())
                        .isEqualTo(evaluation.get("rows").asInt());
            }
        }
    }

    @Test
    void aFileIsMeasuredWithoutTheRowsThatTrainingHasSeenToo() throws IOException {
        List<String> known = Files.readAllLines(folder.resolve("train.tsv"));
        // Long enough for an exclamation mark more to leave four fifths of the runs of words.
        String longest = known.subList(2, known.size()).stream()
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
        Path mixed = Files.writeString(
                folder.resolve("mixed.tsv"), Files.readString(other) + known.get(1) + "\n" + longest + "!\n");

        assertThat(terminal.run(
                        "evaluate",
                        "--bundle",
                        first,
                        "--data",
                        test,
                        mixed,
                        "--against",
                        folder.resolve("train.tsv"),
                        "--json"))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.err().lines().map(line -> line.replaceFirst("rows of .*/", "rows of ")))
                .contains(
                        "0 of the 100 rows of test have the text of a training row, and 0 others resemble one.",
                        "1 of the 62 rows of mixed have the text of a training row, and 1 others resemble one.");
        assertThat(JsonMapper.shared()
                        .readTree(terminal.out())
                        .get("evaluations")
                        .values())
                .extracting(evaluation -> evaluation.get("data").asString().replaceFirst(".*/", "") + " "
                        + evaluation.get("rows").asInt())
                .containsExactly("test 100", "mixed 62", "mixed without training texts 60");
    }

    @Test
    void explanationsAreMeasuredByDeletingTheWordsThatTheyRankFirst() {
        assertThat(terminal.run(
                        "evaluate", "--bundle", first, second, "--explanations", other, "--explanation-texts", 10))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out().lines())
                .anyMatch(line -> line.matches(
                        "version 1 of the model 'lstm' on 10 texts of .*, the mean fall of the predicted label's"
                                + " probability"))
                .contains("  words deleted               1      2      3      5     10")
                .anyMatch(line -> line.matches(" {2}integrated-gradients ( +-?\\d\\.\\d{3}){5}"))
                .anyMatch(line -> line.matches(" {2}random ( +-?\\d\\.\\d{3}){5}"));

        assertThat(terminal.run("evaluate", "--bundle", first, "--explanations", other, "--json"))
                .as(terminal.err())
                .isZero();
        JsonNode measured =
                JsonMapper.shared().readTree(terminal.out()).get("explanations").get(0);
        assertThat(measured.get("model").asString()).isEqualTo("lstm");
        assertThat(measured.get("texts").asInt()).isEqualTo(60);
        assertThat(measured.get("orders").get("leave-one-out").get(2).asDouble())
                .isGreaterThan(measured.get("orders").get("random").get(2).asDouble());
        assertThat(terminal.run("evaluate", "--bundle", first, "--explanations", other, "--explanation-texts", 0))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("--explanation-texts must be at least 1, but is 0.");
    }

    @Test
    void aFileOfASpreadsheetIsReadByWhatItHoldsAndItsStarsByWhatTheyAreSaidToMean() throws IOException {
        String rows = "x\t5\t\"a \"\"superb\"\" film\"\r\nx\t3\tso so\r\nx\t1\tan awful film\r\n";
        Path stars =
                Files.write(folder.resolve("stars.txt"), ("\uFEFFStars\tLabel\tText\r\n" + rows).getBytes(UTF_16LE));

        assertThat(terminal.run(
                        "evaluate",
                        "--bundle",
                        first,
                        "--data",
                        stars,
                        "--json",
                        "--label",
                        "5=positive",
                        "3=ignore",
                        "--label",
                        "1=negative"))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.err())
                .isEqualTo("Read " + stars
                        + " as UTF-16LE, separated by tabs, quoted; passed over 1 row whose labels are to be"
                        + " ignored.\n");
        assertThat(terminal.out()).contains("\"rows\" : 2");

        assertThat(terminal.run("evaluate", "--bundle", first, "--data", stars, "--label", "5=positive", "1=negative"))
                .isEqualTo(2);
        assertThat(terminal.err())
                .contains(
                        "stars.txt, line 3: The label '3' is not among those that are mapped: 1, 5.",
                        "The data has 1 row that cannot be used");
        assertThat(terminal.run("evaluate", "--bundle", first, "--data", test)).isZero();
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5            | --label needs a label and what it means, such as 5=positive, but is '5'.
            5=good       | A label cannot mean 'good': use positive, negative or ignore.
            5=positive 5=negative | --label names '5' twice.
            5=positive 5.0=negative | is mapped twice.
            =positive    | A label that is mapped must not be blank.
            """)
    void aLabelWithoutAMeaningIsRefused(String labels, String sentence) {
        List<Object> words = new ArrayList<>(List.of("evaluate", "--bundle", first, "--data", test, "--label"));
        words.addAll(List.of(labels.split(" ")));

        assertThat(terminal.run(words.toArray())).isEqualTo(2);
        assertThat(terminal.err()).contains(sentence);
    }

    @Test
    void aGzipOfSeveralMembersIsMeasuredWholeAndACutOneNotAtAll() throws IOException {
        Path members = folder.resolve("members.tsv.gz");
        Files.write(members, ReadFile.gzip("label\ttext\n1\ta superb film\n"));
        Files.write(members, ReadFile.gzip("0\tan awful film\n"), StandardOpenOption.APPEND);
        assertThat(terminal.run("evaluate", "--bundle", first, "--data", members))
                .isZero();
        assertThat(terminal.out()).contains("on the 2 rows of");

        byte[] whole = Files.readAllBytes(members);
        Files.write(members, Arrays.copyOf(whole, whole.length - 1));
        assertThat(terminal.run("evaluate", "--bundle", first, "--data", members))
                .isEqualTo(2);
        assertThat(terminal.err())
                .isEqualTo("The gzip data of the file " + members + " is damaged: it is cut in its member 2.\n");
    }

    @Test
    void tablesShowIntervalsAndSlicesOnRequest() {
        assertThat(terminal.run("evaluate", "--bundle", first, "--data", test)).isZero();
        assertThat(terminal.out())
                .contains("version 1 of the model 'lstm' on the 100 rows of ", "(95 % interval ", "(15 bins)")
                .doesNotContain("unknown tokens");

        assertThat(terminal.run("evaluate", "--bundle", first, "--data", test, "--slices"))
                .isZero();
        assertThat(terminal.out()).contains("  11 to 20 ", "  unknown tokens ");
    }

    @Test
    void aSuiteOfOnesOwnIsRunAndItsFailuresAreNamed() throws IOException {
        Path suite = Files.writeString(folder.resolve("mine.tsv"), """
                capability\texpectation\tlabel\tfirst\tsecond
                words\topposite\tpositive\ta superb film\ta dreadful film
                words\tsame\tpositive\ta superb plot\ta dreadful plot
                names\tsame\tnegative\tthe actor was awful\tthe music was awful
                """);

        assertThat(terminal.run("evaluate", "--bundle", first, "--behaviour", suite))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out())
                .contains("on the behavioural suite mine")
                .containsPattern("words +2 +50.00 %")
                .containsPattern("names +1 +100.00 %")
                .containsPattern("all +3 +66.67 %");

        assertThat(terminal.run("evaluate", "--bundle", first, "--behaviour", suite, "--json"))
                .isZero();
        JsonNode report =
                JsonMapper.shared().readTree(terminal.out()).get("behaviours").get(0);
        assertThat(report.get("capabilities").get("words").get("rate").asDouble())
                .isEqualTo(0.5);
        assertThat(report.get("failures").values())
                .extracting(failure -> failure.get("pair").get("line").asInt())
                .containsExactly(3);

        Files.writeString(suite, Files.readString(suite) + "words\tsame\tpositive\tonly one\n");
        assertThat(terminal.run("evaluate", "--bundle", first, "--behaviour", suite))
                .isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("mine.tsv, line 5: a row must have 5 fields between tabs, but has 4.\n");
    }

    @Test
    void aTrainedBundleKnowsItsBehaviourAsEvaluateFindsIt() {
        Map<String, PassRate> rates =
                ModelBundle.open(first).manifest().behaviour().get("en");
        assertThat(terminal.run("evaluate", "--bundle", first, "--behaviour", "en", "--json"))
                .isZero();
        JsonNode report =
                JsonMapper.shared().readTree(terminal.out()).get("behaviours").get(0);

        assertThat(rates).isNotNull();
        rates.forEach((capability, rate) -> assertThat(
                        report.get("capabilities").get(capability).get("passed").asInt())
                .isEqualTo(rate.passed()));
        assertThat(first.resolve("README.md")).content().contains("## Behaviour", "| en | negation | 89 | ");
        assertThat(ModelBundle.open(second).manifest().behaviour())
                .as("nobody said in which language it reads")
                .isEmpty();
        assertThat(second.resolve("README.md")).content().contains("No behavioural suite was run.");
    }

    @Test
    void aPlotHasALineForEachBundleAndAPanelForEachFile() throws IOException {
        Path plot = folder.resolve("lengths.svg");
        Path reliability = folder.resolve("reliability.svg");

        assertThat(terminal.run(
                        "evaluate",
                        "--bundle",
                        first,
                        "--bundle",
                        second,
                        "--data",
                        test,
                        other,
                        "--plot",
                        plot,
                        "--reliability-plot",
                        reliability))
                .as(terminal.err())
                .isZero();

        assertThat(Files.readString(plot))
                .contains(">lstm</text>", ">simple</text>", "/test by text length<", "/other by text length<");
        assertThat(Files.readString(reliability)).contains(">lstm</text>", ">simple</text>");
    }

    @Test
    void bundlesOfOneNameAreToldApartByTheirFolders() throws IOException {
        Path plot = folder.resolve("same.svg");
        assertThat(terminal.run("evaluate", "--bundle", first, first, "--data", test, "--plot", plot))
                .isZero();
        assertThat(Files.readString(plot)).contains(">lstm 1 (" + first + ")</text>");
    }

    @Test
    void badInputIsNamedBeforeAnythingIsMeasured() {
        assertRefused(
                "Name labelled rows with --data or --explanations, or a suite with --behaviour.", "--bundle", first);
        assertRefused("Name models with --model or bundles with --bundle.", "--data", test);
        assertRefused(
                "A plot shows labelled rows: name them with --data.",
                "--bundle",
                first,
                "--behaviour",
                "en",
                "--plot",
                folder.resolve("p.svg"));
        assertRefused(
                "There is no folder for the plot " + folder.resolve("none/p.svg") + "; make it first.",
                "--bundle",
                first,
                "--data",
                test,
                "--plot",
                folder.resolve("none/p.svg"));
        assertRefused("There is no file fr.", "--bundle", first, "--behaviour", "fr");
    }

    private void assertRefused(String sentence, Object... options) {
        Object[] arguments = new Object[options.length + 1];
        arguments[0] = "evaluate";
        System.arraycopy(options, 0, arguments, 1, options.length);
        assertThat(terminal.run(arguments)).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo(sentence + "\n");
        assertThat(terminal.out()).isEmpty();
    }

    private static Path train(Path training, String name, Object... options) {
        Path bundle = folder.resolve(name);
        List<Object> all = new ArrayList<>(List.of("--name", name));
        all.addAll(List.of(options));
        Terminal terminal = new Terminal();
        assertThat(terminal.train(training, bundle, all.toArray()))
                .as(terminal.err())
                .isZero();
        return bundle;
    }
}
