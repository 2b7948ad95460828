package io.sentiment.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How {@code java -jar} starts: unpacked once, with the classes that an earlier start wrote down, and whatever is in the way. */
@EnabledOnOs(OS.LINUX)
class LaunchIT {

    private static final String[] SUMMARY = {"summary", "--preset", "reference"};
    private static final String PARAMETERS = "11,416,577";

    /** More with {@code -Dlaunch.kills=50}. */
    private static final int KILLS = Integer.getInteger("launch.kills", 4);

    /** By then a start has unpacked the jar and its Java machine runs. */
    private static final int LATEST_KILL_MILLIS = 4_000;

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    /** What a start needs is in the folder that it is told, and the process is the one that was started. */
    @Test
    void theSecondStartMapsTheClassesThatTheFirstWroteDown() throws Exception {
        Path launch = folder.resolve("launch");
        PackagedJar jar = new PackagedJar(folder, launch);
        Path archive;
        try (RunningService first = new RunningService(jar)) {
            assertThat(first.told("cmdline")).contains(launch.toString());
            archive = awaitArchive(launch);
        }
        try (RunningService second = new RunningService(jar)) {
            assertThat(second.told("maps")).contains(archive.toString());
            assertThat(second.predict(List.of("A wonderful film."))
                            .get(0)
                            .get("label")
                            .asString())
                    .isEqualTo("positive");
        }

        damage(archive);
        try (RunningService third = new RunningService(jar)) {
            assertThat(third.predict(List.of("A wonderful film."))
                            .get(0)
                            .get("label")
                            .asString())
                    .isEqualTo("positive");
        }
    }

    @Test
    void exitCodesArgumentsAndOptionsOfJavaArriveAsTheyWere() throws Exception {
        PackagedJar jar = new PackagedJar(folder, "-Dfile.encoding=UTF-8", "-Duser.language=en");

        assertThat(jar.run("predict", "--model", "reviews-en", "no such 文件 \"é\" $HOME *.txt"))
                .isEqualTo(2);

        assertThat(jar.err()).contains("no such 文件 \"é\" $HOME *.txt");
    }

    @Test
    void aStartThatIsKilledAtAnyMomentDoesNotDisturbTheNext() throws Exception {
        Path launch = folder.resolve("launch");
        PackagedJar jar = new PackagedJar(folder, launch);
        Random moments = new Random(17);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = jar.start("--server.port=0");
            process.waitFor(moments.nextInt(LATEST_KILL_MILLIS), TimeUnit.MILLISECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();

            assertThat(jar.run(SUMMARY)).as(jar.err()).isZero();
            assertThat(jar.out()).contains(PARAMETERS);
            assertThat(jar.err()).isEmpty();
        }
    }

    @Test
    void aFileThatWasCutShortIsUnpackedAgain() throws Exception {
        Path launch = folder.resolve("launch");
        PackagedJar jar = new PackagedJar(folder, launch);
        assertThat(jar.run(SUMMARY)).isZero();
        Path library = unpacked(launch, "lib/picocli");
        long length = Files.size(library);
        try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
            file.setLength(length / 2);
        }

        assertThat(jar.run(SUMMARY)).as(jar.err()).isZero();

        assertThat(jar.out()).contains(PARAMETERS);
        assertThat(library).hasSize(length);
    }

    /** Another release of the jar lies in the same place, and the one before is not running. */
    @Test
    void whatAnEarlierReleaseLeftIsRemoved() throws Exception {
        Path launch = folder.resolve("launch");
        PackagedJar jar = new PackagedJar(folder, launch);
        assertThat(jar.run(SUMMARY)).isZero();
        Path present = unpacked(launch, "contents").getParent();
        Path earlier = Files.createDirectories(Objects.requireNonNull(present).resolveSibling("0123456789abcdef"));
        Files.createFile(earlier.resolve("in-use"));
        Files.setLastModifiedTime(
                Files.createFile(earlier.resolve("contents")),
                FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        try (RunningService service = new RunningService(jar)) {
            Instant end = Instant.now().plus(PATIENCE);
            while (Files.exists(earlier) && Instant.now().isBefore(end)) {
                Thread.sleep(100);
            }
        }

        assertThat(earlier).doesNotExist();
        assertThat(present).isDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldAndTheStartGoesOn() throws Exception {
        PackagedJar jar = new PackagedJar(folder, Path.of("/proc/nowhere"));

        assertThat(jar.run(SUMMARY)).isZero();

        assertThat(jar.out()).contains(PARAMETERS);
        assertThat(jar.err())
                .contains("Starting slowly", "SENTIMENT_LAUNCH_DIRECTORY")
                .doesNotContain("\tat ");
    }

    @Test
    void aDebuggerOfTheFirstProcessStaysWithIt() throws Exception {
        Path launch = folder.resolve("launch");
        PackagedJar jar = new PackagedJar(
                folder, launch, "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");

        assertThat(jar.run(SUMMARY)).as(jar.err()).isZero();

        assertThat(jar.out()).contains(PARAMETERS);
        assertThat(launch).doesNotExist();
    }

    /** The first Java machine has opened it, and the second one opens it again. */
    @Test
    void aPortOfTheJavaMachineIsFreeAgainForTheProcessThatGoesOn() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        PackagedJar jar = new PackagedJar(
                folder,
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");

        assertThat(jar.run(SUMMARY)).as(jar.err()).isZero();

        assertThat(jar.out()).contains(PARAMETERS);
    }

    /** Returns once it is there, and nothing else is left of its making. */
    private static Path awaitArchive(Path launch) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            try (Stream<Path> walked = Files.walk(launch, 3)) {
                List<Path> files = walked.toList();
                boolean isDone =
                        files.stream().noneMatch(file -> file.toString().contains("unfinished"));
                Optional<Path> archive = files.stream()
                        .filter(file -> file.getFileName().toString().startsWith("classes-"))
                        .findFirst();
                if (isDone && archive.isPresent()) {
                    return archive.get();
                }
            } catch (UncheckedIOException changing) {
                // Something was deleted while it was listed.
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("No start wrote down its classes.");
    }

    /** Its head says what it is, and its end is missing. */
    private static void damage(Path archive) throws IOException {
        Path damaged = archive.resolveSibling("damaged");
        byte[] bytes = Files.readAllBytes(archive);
        Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));
        Files.delete(archive);
        Files.move(damaged, archive);
    }

    private static Path unpacked(Path launch, String name) throws IOException {
        try (Stream<Path> files = Files.walk(launch, 4)) {
            return files.filter(file -> file.toString().contains(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
