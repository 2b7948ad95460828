package io.sentiment.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LaunchSettingsTest {

    @TempDir
    Path folder;

    @Test
    void theCommandLineIsReadAsSpringBootReadsIt() {
        LaunchSettings settings = LaunchSettings.of(
                "--server.port=0", "--sentiment.launch.directory=" + folder, "--sentiment.launch.enabled=FALSE");

        assertThat(settings).isEqualTo(new LaunchSettings(false, folder));
        assertThat(LaunchSettings.of()).isEqualTo(new LaunchSettings(true, null));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFolderIsForItsUserAlone() throws Exception {
        Path made = new LaunchSettings(true, folder.resolve("a/b")).folder();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThatThrownBy(() -> new LaunchSettings(true, Path.of("/proc/nowhere")).folder())
                .isInstanceOf(IOException.class);
    }
}
