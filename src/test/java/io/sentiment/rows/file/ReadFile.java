package io.sentiment.rows.file;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What a listener was told while a file was read. */
public final class ReadFile implements RowListener {

    final List<LabelledRow> rows = new ArrayList<>();
    final List<String> unusable = new ArrayList<>();
    final DataFile file;

    ReadFile(Path path) {
        this(path, Labels.USUAL);
    }

    ReadFile(Path path, Labels labels) {
        file = new LabelledFile(path, labels).read(this);
    }

    /** Reads a file of that name and content. */
    static ReadFile of(Path folder, String name, String content) throws IOException {
        return new ReadFile(Files.writeString(folder.resolve(name), content));
    }

    /** Reads a file of that name and these bytes. */
    static ReadFile of(Path folder, String name, byte[] content) throws IOException {
        return new ReadFile(Files.write(folder.resolve(name), content));
    }

    /** Reads a file of that name and content in UTF-8. */
    static ReadFile of(Path folder, String name, String content, Labels labels) throws IOException {
        return new ReadFile(Files.writeString(folder.resolve(name), content), labels);
    }

    /** As what it was read. */
    String how() {
        return file.reading().how();
    }

    public static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Override
    public void row(LabelledRow row, long line) {
        rows.add(row);
    }

    @Override
    public void unusable(UnusableRow row) {
        unusable.add(row.line() + ": " + row.reason());
    }
}
