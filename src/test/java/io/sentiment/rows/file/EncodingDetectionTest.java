package io.sentiment.rows.file;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingDetectionTest {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String MARK = "\uFEFF";
    private static final List<LabelledRow> CHINESE = List.of(
            new LabelledRow("酒店的位置很好，房间也干净。", true),
            new LabelledRow("服务员态度很差，再也不来了！", false),
            new LabelledRow("早餐丰富，上海的夜景真漂亮", true),
            new LabelledRow("隔音不好，一晚上没有睡着", false));
    private static final List<LabelledRow> ENGLISH = List.of(
            new LabelledRow("A lovely film, with “quotes” and 👍", true), new LabelledRow("It was dreadful", false));

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.jsonl", "a.json", "a.txt"})
    void everyEncodingGivesTheSameRowsWithAndWithoutItsMark(String name) throws IOException {
        for (List<LabelledRow> rows : List.of(CHINESE, ENGLISH)) {
            String content = content(name, rows);
            for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE, GB18030)) {
                boolean needsMark = rows.equals(ENGLISH) && charset.equals(GB18030);
                for (String marked : needsMark ? List.of(MARK + content) : List.of(content, MARK + content)) {
                    ReadFile read = ReadFile.of(temporary, name, marked.getBytes(charset));
                    assertThat(read.rows).as(charset + " " + marked).isEqualTo(rows);
                    assertThat(read.unusable).isEmpty();
                    assertThat(read.how()).startsWith(charset + ", ");
                }
            }
        }
    }

    private static String content(String name, List<LabelledRow> rows) {
        StringBuilder content = new StringBuilder();
        String separator = name.equals("a.txt") ? "\t" : ";";
        if (name.equals("a.csv") || name.equals("a.txt")) {
            content.append("label").append(separator).append("text\r\n");
            rows.forEach(row -> content.append(row.positive() ? 1 : 0)
                    .append(separator)
                    .append(row.text())
                    .append("\r\n"));
            return content.toString();
        }
        List<String> objects = rows.stream()
                .map(row -> "{\"label\": " + (row.positive() ? 1 : 0) + ", \"text\": \"" + row.text() + "\"}")
                .toList();
        return name.equals("a.json") ? objects.toString() : String.join("\n", objects);
    }

    @Test
    void aFileOfFewChineseCharactersIsChinese() throws IOException {
        ReadFile read = ReadFile.of(temporary, "a.csv", "label,text\n1,很好\n0,太差\n".getBytes(GB18030));

        assertThat(read.rows).containsExactly(new LabelledRow("很好", true), new LabelledRow("太差", false));
        assertThat(read.how()).isEqualTo("GB18030, separated by commas");
    }

    @Test
    void traditionalCharactersAreToldWhereTheTextIsLongEnough() throws IOException {
        StringBuilder content = new StringBuilder("label,text\n");
        for (int row = 0; row < 20; row++) {
            content.append("1,這家飯店的服務員對我們很好，我們還會再來的，真的是不錯的地方。\n");
        }

        assertThat(ReadFile.of(temporary, "a.csv", content.toString().getBytes(GB18030)).rows)
                .hasSize(20)
                .allMatch(row -> row.text().startsWith("這家飯店的服務員"));
    }

    @Test
    void onlyTheBeginningIsLookedAtAndHowLongLinesAreDoesNotMatter() throws IOException {
        StringBuilder array = new StringBuilder("[");
        for (int row = 0; row < 40_000; row++) {
            array.append(row == 0 ? "" : ",")
                    .append("{\"label\":1,\"text\":\"第")
                    .append(row)
                    .append("个房间很好\"}");
        }
        for (Charset charset : List.of(UTF_8, UTF_16LE, GB18030)) {
            byte[] bytes = (array + "]").getBytes(charset);
            assertThat(bytes.length).isGreaterThan(1 << 20);
            ReadFile read = ReadFile.of(temporary, "a.json", bytes);
            assertThat(read.how()).isEqualTo(charset + ", a JSON array");
            assertThat(read.rows).hasSize(40_000).endsWith(new LabelledRow("第39999个房间很好", true));
        }
    }

    @Test
    void damagedRowsDoNotMakeAUtf8FileAnother() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("label\ttext\n".getBytes(UTF_8));
        for (int row = 0; row < 30; row++) {
            String text = row % 3 == 0 ? "酒店的位置很好" : "très bon, no. " + row;
            boolean damaged = row == 4 || row == 14;
            bytes.write(("1\t" + text + "\n").getBytes(damaged ? Charset.forName("windows-1252") : UTF_8));
        }
        bytes.write(new byte[] {'1', '\t', (byte) 0xe5, (byte) 0xa5, '\n', '0', '\t', 0, '\n'});

        ReadFile read = ReadFile.of(temporary, "a.tsv", bytes.toByteArray());

        assertThat(read.how()).isEqualTo("UTF-8, separated by tabs, not quoted");
        assertThat(read.rows).hasSize(29);
        assertThat(read.unusable)
                .containsExactly(
                        "6: The row is not well-formed UTF-8: its bytes E8 are no character; save the file as UTF-8.",
                        "16: The row is not well-formed UTF-8: its bytes E8 are no character; save the file as UTF-8.",
                        "32: The row is not well-formed UTF-8: its bytes E5 A5 are no character; save the file as UTF-8.");
    }

    @Test
    void damagedRowsOfOtherEncodingsAreNamedWithTheirBytesAndSpoilNoOther() throws IOException {
        byte[] chinese = content("a.csv", CHINESE).getBytes(GB18030);
        byte[] damaged = HexFormat.of().parseHex("313bb5c4810d0a303bba8236ff0d0a");
        ReadFile read =
                ReadFile.of(temporary, "a.csv", concat(repeat(chinese, 15), damaged, "1;很好\n".getBytes(GB18030)));
        assertThat(read.how()).isEqualTo("GB18030, separated by semicolons");
        assertThat(read.rows).hasSize(61).endsWith(new LabelledRow("很好", true));
        assertThat(read.unusable.subList(14, 16))
                .containsExactly(
                        "76: The row is not well-formed GB18030: its bytes 81 are no character.",
                        "77: The row is not well-formed GB18030: its bytes FF are no character.");

        byte[] wide = (MARK + "label\ttext\n1\t好\n1\tgood\n").getBytes(UTF_16LE);
        wide[wide.length - 4] = 0;
        wide[wide.length - 3] = (byte) 0xd8;
        ReadFile half = ReadFile.of(temporary, "a.txt", wide);
        assertThat(half.rows).containsExactly(new LabelledRow("好", true));
        assertThat(half.unusable)
                .containsExactly("3: The row is not well-formed UTF-16LE: its bytes 00 D8 are no character.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            windows-1252 | Der Film war großartig, die Schauspieler überzeugend, schöne Grüße. | DF
            windows-1252 | C’était un très bon film, à revoir sans hésiter, ça vaut la peine. | 92
            windows-1251 | Очень хороший фильм, мне понравилось всё без исключения. | CE F7
            KOI8-R | Очень хороший фильм, мне понравилось всё без исключения. | EF DE
            Big5 | 這部電影真的很好看，我們都很喜歡，下次還要再去。 | B3
            EUC-KR | 이 영화는 정말 재미있어요. 다음에도 다시 보고 싶습니다. | C0
            Shift_JIS | この映画は本当に素晴らしかったです。また見たいと思います。 | 82
            EUC-JP | この映画は本当に素晴らしかったです。また見たいと思います。 | A4
            """)
    void whatIsNotReadIsNamedByItsBytesAndWhatToDo(String charset, String text, String bytes) {
        String content = "label;text\n" + ("1;" + text + "\n").repeat(30);
        Path file = temporary.resolve("a.csv");

        assertThatThrownBy(() -> ReadFile.of(temporary, "a.csv", content.getBytes(Charset.forName(charset))))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageStartingWith(
                        "Save the file " + file + " as UTF-8: on line 2 it has the bytes " + bytes.substring(0, 2))
                .hasMessageContaining("which are no character of UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            504b0304140000000800 | a zip archive, as an Excel workbook (.xlsx) is one
            d0cf11e0a1b11ae10000 | an old Excel workbook (.xls)
            1f8b0800000000000003 | gzip data within gzip data
            fd377a585a0000 | xz data
            28b52ffd0000 | Zstandard data
            5041523115041500 | a Parquet file
            fffe00006c000000 | text in UTF-32
            """)
    void whatIsNoTextIsNamed(String start, String description) {
        byte[] bytes = HexFormat.of().parseHex(start);

        assertThatThrownBy(() -> TextFile.of(new java.io.ByteArrayInputStream(bytes), "the part 'data'"))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage("Text is expected, gzipped or not, but the part 'data' is " + description
                        + ": save it as CSV or plain text in UTF-8.");
    }

    @Test
    void textsWithoutLabelsHaveTheSameEncodings() throws IOException {
        for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE, GB18030)) {
            for (String end : List.of("\n", "\r\n", "\r")) {
                String content = "酒店的位置很好" + end + end + "服务员态度很差，不来了" + end;
                Path path = Files.write(temporary.resolve("a.txt"), content.getBytes(charset));
                List<String> texts = new ArrayList<>();

                DataFile file = new UnlabelledFile(path).read(texts::add);

                assertThat(texts).containsExactly("酒店的位置很好", "服务员态度很差，不来了");
                assertThat(file.reading().how()).isEqualTo(charset.name());
            }
        }
    }

    private static byte[] repeat(byte[] bytes, int times) throws IOException {
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        for (int time = 0; time < times; time++) {
            repeated.write(bytes);
        }
        return repeated.toByteArray();
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.write(part);
        }
        return joined.toByteArray();
    }
}
