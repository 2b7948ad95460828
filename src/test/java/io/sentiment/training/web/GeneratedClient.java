package io.sentiment.training.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A client that openapi-generator makes of an OpenAPI document, in Java. */
final class GeneratedClient {

    /** Where the build puts the generator. */
    private static final Path GENERATOR = Path.of("target", "openapi-generator", "openapi-generator-cli.jar");

    private static final String PACKAGE = "client";

    private final Path folder;

    /** @param folder for everything that is made */
    GeneratedClient(Path folder) {
        this.folder = folder;
    }

    /** Generates the sources, in a process of its own. */
    void generate(String document) throws IOException, InterruptedException {
        Path input = Files.writeString(folder.resolve("api.json"), document);
        Path log = folder.resolve("generator.log");
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        GENERATOR.toString(),
                        "generate",
                        "--generator-name=java",
                        "--library=okhttp-gson",
                        "--input-spec=" + input,
                        "--output=" + folder.resolve("generated"),
                        "--invoker-package=" + PACKAGE,
                        "--api-package=" + PACKAGE,
                        "--model-package=" + PACKAGE,
                        "--global-property=apis,models,supportingFiles,apiDocs=false,modelDocs=false,apiTests=false,"
                                + "modelTests=false",
                        "--additional-properties=openApiNullable=false,useJakartaEe=true")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(generator.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(generator.exitValue()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains("] ERROR "))).isEmpty();
    }

    /**
     * Compiles the sources together with others that use them.
     *
     * @return the class path of all of them
     */
    Path compile(Path... users) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> sources = Files.walk(folder.resolve("generated/src/main/java"))) {
            List<File> all = Stream.concat(sources.filter(Files::isRegularFile), Stream.of(users))
                    .map(Path::toFile)
                    .toList();
            StringWriter said = new StringWriter();
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-proc:none",
                                    "-nowarn",
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromFiles(all))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        return classes;
    }

    /** Runs the static method {@code run(String, String, Path)} of a class that was compiled. */
    void run(Path classes, String type, String address, String token) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            loader.loadClass(PACKAGE + "." + type)
                    .getMethod("run", String.class, String.class, Path.class)
                    .invoke(null, address, token, folder);
        }
    }
}
