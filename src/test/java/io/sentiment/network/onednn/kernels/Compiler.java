package io.sentiment.network.onednn.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Compiles the kernels of this checkout, where there is a compiler, beside those that the program brings. */
final class Compiler {

    private Compiler() {}

    /** Calls to a library that was compiled now, or null where there is no compiler. */
    static Kernels.@Nullable Calls compiled() {
        if (Programs.run("gcc", "--version") != 0) {
            return null;
        }
        try {
            Path library = Files.createTempFile("kernels", ".so");
            library.toFile().deleteOnExit();
            assertThat(Programs.run("src/main/c/compile.sh", library.toString()))
                    .as("gcc")
                    .isZero();
            return bound(library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class of native methods once more: each copy is bound to one library. */
    private static Kernels.Calls bound(Path library) throws IOException {
        Class<?> copy = new Copies().copy();
        try {
            var load = copy.getDeclaredMethod("load", String.class);
            load.setAccessible(true);
            load.invoke(null, library.toString());
            var constructor = copy.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Kernels.Calls) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The copy of the native methods could not be made.", e);
        }
    }

    private static final class Copies extends URLClassLoader {

        Copies() throws MalformedURLException {
            super(new URL[0], Compiler.class.getClassLoader());
        }

        Class<?> copy() throws IOException {
            String name = MachineCode.class.getName();
            try (var stream = MachineCode.class.getResourceAsStream("MachineCode.class")) {
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
