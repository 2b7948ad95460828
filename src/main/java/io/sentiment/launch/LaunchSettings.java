package io.sentiment.launch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the packaged jar unpacks itself. These settings are read before any file: they count on the command line, as system
 * properties and in the environment.
 *
 * @param enabled Whether the packaged jar unpacks itself and starts from there.
 * @param directory Folder of what is unpacked and written down for fast starts; of the user's cache when not set.
 */
@ConfigurationProperties("sentiment.launch")
record LaunchSettings(
        @DefaultValue("true") boolean enabled, @Nullable Path directory) {

    private static final String PREFIX = "sentiment.launch.";

    static LaunchSettings of(String... arguments) {
        return new LaunchSettings(
                !"false".equalsIgnoreCase(value("enabled", arguments).orElse("true")),
                value("directory", arguments).map(Path::of).orElse(null));
    }

    private static Optional<String> value(String name, String... arguments) {
        String option = "--" + PREFIX + name + "=";
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(option))
                .map(argument -> argument.substring(option.length()))
                .findFirst()
                .or(() -> Optional.ofNullable(System.getProperty(PREFIX + name)))
                .or(() -> Optional.ofNullable(System.getenv("SENTIMENT_LAUNCH_" + name.toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    /**
     * The folder, which is made where it is missing, for the user alone.
     *
     * @throws IOException if there is no place for it, it cannot be made, or belongs to somebody else, who could replace the program in it
     */
    Path folder() throws IOException {
        Path folder = directory == null ? cache() : directory.toAbsolutePath();
        Files.createDirectories(Objects.requireNonNull(folder.getParent(), "The root folder is no cache."));
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException byAnEarlierStart) {
            // It may hold what that one has unpacked.
        }
        if (!Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")))) {
            throw new IOException("The folder " + folder + " belongs to another user.");
        }
        return folder;
    }

    /**
     * As the XDG Base Directory Specification has it.
     *
     * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG Base Directory Specification</a>
     */
    private static Path cache() throws IOException {
        @Nullable String caches = System.getenv("XDG_CACHE_HOME");
        Path parent = caches == null || !Path.of(caches).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        if (!parent.isAbsolute()) {
            // What Java calls the home of a user who has none.
            throw new IOException("The user has no home.");
        }
        return parent.resolve("sentiment-service");
    }
}
