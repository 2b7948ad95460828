package io.sentiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;

/**
 * The beans that the build has prepared, so that a start need not look for them: Spring's ahead-of-time processing. They are
 * those of a service with the settings that it comes with. A setting of this service changes values and, but for one, not which
 * beans there are; one of Spring's may, and then the start looks for itself.
 *
 * @see <a href="https://docs.spring.io/spring-framework/reference/core/aot.html">Ahead of Time Optimizations</a>
 */
final class PreparedBeans {

    private static final String INITIALIZER = SentimentApplication.class.getName() + "__ApplicationContextInitializer";

    /** What the libraries that bring beans read, and what takes beans of ours away. */
    private static final List<String> CHANGING = List.of(
            "spring.",
            "server.",
            "management.",
            "springdoc.",
            "db.scheduler.",
            "logging.",
            "debug",
            "trace",
            "sentiment.page.enabled");

    /** Of those, what changes no bean. */
    private static final List<String> VALUES =
            List.of("server.port", "server.address", "logging.level.", "spring.context.exit");

    private PreparedBeans() {}

    /**
     * Whether they are there, and are those of a start with these settings, this environment and the files beside it.
     *
     * @param settings each as {@code --name=value}
     */
    static boolean fit(String... settings) {
        // Those in a folder of classes may be older than the classes.
        return isInJar()
                && ClassUtils.isPresent(INITIALIZER, SentimentApplication.class.getClassLoader())
                && Stream.of(
                                Arrays.stream(settings).map(PreparedBeans::name),
                                System.getProperties().stringPropertyNames().stream(),
                                System.getenv().keySet().stream())
                        .flatMap(names -> names)
                        .allMatch(PreparedBeans::changesNoBean)
                && !isConfigured(Path.of(""))
                && !isConfigured(Path.of("config"));
    }

    private static boolean isInJar() {
        CodeSource source = SentimentApplication.class.getProtectionDomain().getCodeSource();
        return source != null && source.getLocation().getPath().endsWith(".jar");
    }

    private static String name(String setting) {
        return setting.replaceFirst("^--", "").replaceFirst("=.*$", "");
    }

    /** As variables of the environment have names, too: in upper case, with an underscore for a dot and a hyphen. */
    static boolean changesNoBean(String name) {
        String dotted = name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
        return CHANGING.stream().noneMatch(dotted::startsWith)
                || VALUES.stream().anyMatch(dotted::startsWith);
    }

    /** Whether Spring Boot finds settings in a folder or in the folders in it. */
    private static boolean isConfigured(Path folder) {
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            return false;
        }
        int depth = folder.toString().isEmpty() ? 1 : 2;
        try (Stream<Path> files = Files.walk(folder.toAbsolutePath(), depth)) {
            return files.map(file ->
                            file.getFileName() == null ? "" : file.getFileName().toString())
                    .anyMatch(name -> name.matches("application.*\\.(properties|ya?ml)"));
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }
}
