package io.sentiment.network.onednn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.Programs;
import io.sentiment.storage.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library that the program brings, and how it becomes a file. */
class KernelLibraryTest {

    private static final Path SOURCE = Path.of("src/main/c/kernels.c");
    private static final Path BROUGHT =
            Path.of("src/main/resources/io/sentiment/network/onednn/kernels/linux-x86-64.so");

    @TempDir
    Path folder;

    @Test
    void theLibraryIsWhatWasCompiledOfTheSource() throws IOException {
        String digest = Checksum.hex(Files.readAllBytes(SOURCE));

        assertThat(new String(Files.readAllBytes(BROUGHT), StandardCharsets.ISO_8859_1))
                .as("run src/main/c/compile.sh and commit the library with the source")
                .contains(digest);
    }

    @Test
    void theLibraryIsSmallAndNeedsNoOther() throws Exception {
        assertThat(Files.size(BROUGHT)).isLessThan(100_000);
        assumeTrue(Programs.run("readelf", "--version") == 0, "this machine has no readelf");
        Process process = new ProcessBuilder("readelf", "--dynamic", "--version-info", BROUGHT.toString()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(output)
                .contains("Dynamic section")
                .doesNotContain("(NEEDED)")
                .doesNotContain("GLIBC");
    }

    @Test
    void aContentIsWrittenOnceAndUsedAgain() throws IOException {
        KernelLibrary library = new KernelLibrary(List.of(), folder, new byte[] {1, 2, 3});
        Path file = library.unpacked();
        Object first = Files.readAttributes(file, "unix:ino").get("ino");

        assertThat(library.unpacked()).isEqualTo(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isEqualTo(first);
        assertThat(new KernelLibrary(List.of(), folder, new byte[] {4}).unpacked())
                .isNotEqualTo(file);
    }

    @Test
    void aFileThatIsNotWholeOrWasChangedIsWrittenAnew() throws IOException {
        KernelLibrary library = new KernelLibrary(List.of(), folder, new byte[] {1, 2, 3});
        Path file = library.unpacked();
        for (byte[] damaged : new byte[][] {{}, {1, 2}, {1, 2, 4}}) {
            Files.write(file, damaged);

            assertThat(library.unpacked()).hasBinaryContent(new byte[] {1, 2, 3});
        }
    }

    @Test
    void aLibraryThatAnImageBringsIsUsedWhereItLies() throws IOException {
        Path prepared = folder.resolve("prepared");
        Path there = new KernelLibrary(List.of(), prepared, new byte[] {1, 2, 3}).unpacked();
        Path elsewhere = folder.resolve("elsewhere");

        assertThat(new KernelLibrary(List.of(folder, prepared), elsewhere, new byte[] {1, 2, 3}).unpacked())
                .isEqualTo(there);
        assertThat(new KernelLibrary(List.of(folder, prepared), elsewhere, new byte[] {4}).unpacked())
                .hasParent(elsewhere);
    }

    @Test
    void severalMayUnpackAtTheSameTimeAndLeaveNothingElse() throws IOException {
        byte[] content = new byte[200_000];
        List<CompletableFuture<Path>> all = new ArrayList<>();
        for (int one = 0; one < 8; one++) {
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return new KernelLibrary(List.of(), folder.resolve("new"), content).unpacked();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }));
        }

        assertThat(all).allSatisfy(one -> assertThat(one.join()).hasBinaryContent(content));
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsAnError() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new KernelLibrary(List.of(), file, new byte[] {1}).unpacked())
                .isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatIsNoLibraryLeavesTheProgramWithoutKernels() throws IOException {
        Path file = Files.write(folder.resolve("library.so"), new byte[] {1, 2, 3});

        assertThat(Kernels.load(new KernelLibrary(List.of(), folder, Files.readAllBytes(file))))
                .isNull();
        assertThat(Kernels.load(null)).isNull();
    }
}
