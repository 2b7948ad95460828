package io.sentiment.model.bundle;

import io.sentiment.storage.Checksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** What accidents and attackers do to bundles. */
public final class Tampering {

    private Tampering() {}

    /** Changes a text file. */
    public static void edit(Path file, UnaryOperator<String> change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    /** Inverts the lowest bit of the byte in the middle. */
    public static void flipBit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** Replaces a file, and its checksum in the manifest too. */
    public static void replace(Path folder, String name, byte[] content) throws IOException {
        String before = checksum(Files.readAllBytes(folder.resolve(name)));
        Files.write(folder.resolve(name), content);
        edit(folder.resolve("manifest.json"), json -> json.replace(before, checksum(content)));
    }

    /** Changes the text of one entry of a zip in memory. */
    public static byte[] editEntry(byte[] zip, String name, UnaryOperator<String> change) throws IOException {
        return editEntryBytes(
                zip,
                name,
                content -> change.apply(new String(content, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Changes the bytes of one entry of a zip in memory. */
    public static byte[] editEntryBytes(byte[] zip, String name, UnaryOperator<byte[]> change) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        try (ZipInputStream input = new ZipInputStream(new ByteArrayInputStream(zip));
                ZipOutputStream output = new ZipOutputStream(result)) {
            for (ZipEntry entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
                byte[] content = input.readAllBytes();
                output.putNextEntry(new ZipEntry(entry.getName()));
                output.write(entry.getName().equals(name) ? change.apply(content) : content);
            }
        }
        return result.toByteArray();
    }

    static String checksum(byte[] content) {
        Checksum checksum = new Checksum();
        try (OutputStream output = checksum.of(OutputStream.nullOutputStream())) {
            output.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return checksum.hex();
    }
}
