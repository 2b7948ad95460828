package io.sentiment.launch;

import io.sentiment.concurrent.DaemonExecutors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this process was started: from the packaged jar, or from what that has unpacked. Immutable and thread-safe.
 *
 * <p>{@code java -jar} cannot say how its Java machine is to start: the options are the user's. So the program that finds itself
 * in the packaged jar unpacks that, once, and replaces itself by a Java machine with options of ours before those of the user.
 * The process stays the same, with its number, streams, environment and signals. Where anything of it does not work, or not
 * on this system, the program goes on in the packaged jar, as slowly as that is.
 */
public final class Launch {

    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    /** Where the class archive is or will be; not a setting, hence the name. */
    private static final String ARCHIVE = "io.sentiment.launch.archive";

    /** Spring Boot's loader of jars within a jar. */
    private static final String PACKAGED = "org.springframework.boot.loader.";

    /** The Java machine that has the options of ours; others may refuse to start with them. */
    private static final String HOTSPOT = "64-Bit Server VM";

    /**
     * Twice what Java has: less time for what every start does once. More would save no more of a start from an archive, but keep
     * requests slow for hours where few come.
     */
    private static final List<String> COMPILATION = List.of(
            "-XX:Tier4InvocationThreshold=10000",
            "-XX:Tier4MinInvocationThreshold=1200",
            "-XX:Tier4CompileThreshold=30000",
            "-XX:Tier4BackEdgeThreshold=80000");

    /** To begin with: Java's own choice is a 64th of the machine, which a start then fills with garbage. */
    private static final String SMALL_HEAP = "-Xms32m";

    private final UnpackedJar jar;
    private final ClassArchive archive;

    private Launch(UnpackedJar jar, ClassArchive archive) {
        this.jar = jar;
        this.archive = archive;
    }

    /**
     * Starts the program from the unpacked jar, in this process. Returns where it runs from there already, and where it
     * cannot.
     *
     * @param program its main class
     * @param arguments of the program
     */
    public static void fromUnpackedJar(Class<?> program, String... arguments) {
        LaunchSettings settings = LaunchSettings.of(arguments);
        if (!settings.enabled()
                || !System.getProperty("java.vm.name").endsWith(HOTSPOT)
                || !program.getClassLoader().getClass().getName().startsWith(PACKAGED)) {
            return;
        }
        try {
            Optional<JavaCommand> command = JavaCommand.ofThisProcess().filter(own -> !own.hasAgent());
            if (command.isPresent()) {
                start(command.get(), settings.folder());
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            System.err.println("Starting slowly from the packaged jar, because it cannot be started unpacked ("
                    + e.getMessage() + "). Set SENTIMENT_LAUNCH_DIRECTORY to a folder that can be written,"
                    + " or SENTIMENT_LAUNCH_ENABLED=false to leave it so.");
        }
    }

    private static void start(JavaCommand command, Path caches) throws IOException {
        UnpackedJar jar = UnpackedJar.of(Path.of(System.getProperty("java.class.path")), command.java(), caches);
        ClassArchive archive = ClassArchive.in(jar.folder(), command.options());
        List<String> options = new ArrayList<>(COMPILATION);
        options.add(SMALL_HEAP);
        options.addAll(jar.libraryOptions());
        options.add("-D" + ARCHIVE + "=" + archive.prefix());
        options.addAll(archive.options());
        System.setProperty(UnpackedJar.JNA_PATH, jar.natives().toString());
        command.with(jar.program(), options).replaceThisProcess();
        throw new IOException("the system refuses " + command.java());
    }

    /** Of this process, where it runs from an unpacked jar. */
    public static Optional<Launch> ofThisProcess() {
        @Nullable String archive = System.getProperty(ARCHIVE);
        Path program = Path.of(System.getProperty("java.class.path"));
        return archive == null || !Files.isRegularFile(program)
                ? Optional.empty()
                : Optional.of(new Launch(
                        new UnpackedJar(program.toAbsolutePath().resolveSibling("")),
                        new ClassArchive(Path.of(archive))));
    }

    /** Options for another Java machine that runs this program: where its libraries are, and its classes. */
    public List<String> options() {
        List<String> options = new ArrayList<>(jar.libraryOptions());
        try {
            options.addAll(archive.options());
        } catch (IOException e) {
            LOG.warn("Another process of this program starts slowly: {}", e.getMessage());
        }
        return options;
    }

    /**
     * Keeps other starts from removing the unpacked jar for as long as this process runs, removes what nobody needs any more,
     * and sees to it that there is a class archive, on a thread of its own.
     *
     * @param rehearsal arguments with which the program does what it does at a start, and ends; earlier, when standard input does
     */
    public void prepareNextStart(List<String> rehearsal) {
        DaemonExecutors.single("class-archive").execute(new ArchiveMaking(jar, archive, rehearsal)::run);
    }
}
