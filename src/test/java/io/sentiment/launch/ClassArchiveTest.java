package io.sentiment.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    @TempDir
    Path folder;

    @Test
    void aCollectorHasAnArchiveOfItsOwnAndTheSizeOfTheHeapHasNot() {
        ClassArchive archive = ClassArchive.in(folder, List.of("-Xmx1g"));

        assertThat(ClassArchive.in(folder, List.of("-Xmx2g", "-Dx=y"))).isEqualTo(archive);
        assertThat(ClassArchive.in(folder, List.of("-XX:+UseSerialGC"))).isNotEqualTo(archive);
    }

    @Test
    void itIsThereOnceItHasBeenWrittenWhole() throws Exception {
        ClassArchive archive = ClassArchive.in(folder, List.of());
        Path written = Files.writeString(folder.resolve("unfinished"), "classes");
        assertThat(archive.file()).isEmpty();
        assertThat(archive.options()).isEmpty();

        archive.publish(written);

        Path file = archive.file().orElseThrow();
        assertThat(file).hasContent("classes");
        assertThat(written).doesNotExist();
        assertThat(archive.options().get(0)).endsWith("=" + file);
    }

    @Test
    void oneThatWasCutShortIsNone() throws Exception {
        ClassArchive archive = ClassArchive.in(folder, List.of());
        archive.publish(Files.writeString(folder.resolve("unfinished"), "classes"));

        Files.writeString(archive.file().orElseThrow(), "class");

        assertThat(archive.file()).isEmpty();
    }

    @Test
    void whoWritesItHasTheCollectorOfWhoUsesIt() {
        assertThat(ClassArchive.optionsToWrite(folder.resolve("new"), List.of("-Xmx9g", "-XX:+UseSerialGC")))
                .contains("-XX:+UseSerialGC")
                .doesNotContain("-Xmx9g")
                .anyMatch(option -> option.endsWith("=" + folder.resolve("new")));
    }
}
