package io.sentiment.rows.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.UnusableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {

    @TempDir
    Path temporary;

    @Test
    void filesOfDifferentFormatsAreOneDataSet() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("sst2"));
        Path table = Files.writeString(folder.resolve("a.tsv"), "label\ttext\n1\tgood\n?\tmeh\n1\tfine\n");
        Path lines = Files.writeString(folder.resolve("b.jsonl.gz"), "{\"label\": 0, \"text\": \"bad\"}\n");
        List<UnusableRow> unusable = new ArrayList<>();

        DataSet data = DataSet.read(List.of(table, lines), Labels.USUAL, unusable::add);

        assertThat(data.rows()).extracting(LabelledRow::text).containsExactly("good", "fine", "bad");
        assertThat(data.rows()).extracting(LabelledRow::positive).containsExactly(true, true, false);
        assertThat(data.files()).extracting(DataFile::name).containsExactly("sst2/a", "sst2/b");
        assertThat(data.files()).extracting(DataFile::rows).containsExactly(2L, 1L);
        assertThat(unusable)
                .hasToString(
                        "[a.tsv, line 3: The label '?' is unknown: use 0, 1, negative or positive, or map it (settings.labels,"
                                + " --label).]");
    }

    @Test
    void filesWithoutAUsableRowAreRefused() throws IOException {
        Path empty = Files.writeString(temporary.resolve("a.jsonl"), "");

        assertThatThrownBy(() -> DataSet.read(List.of(empty), Labels.USUAL, row -> {}))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage("There is no usable row in " + empty + ".");
    }
}
