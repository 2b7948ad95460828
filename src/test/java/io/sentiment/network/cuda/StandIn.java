package io.sentiment.network.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.sentiment.Programs;
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A library in place of NVIDIA's driver and cuBLAS, compiled once for all tests: {@code src/test/cuda/stand_in.cpp} with
 * the kernels of {@code src/main/cuda}. Tests that ask for it are skipped where there is no C++ compiler.
 */
public final class StandIn {

    private static final Path SOURCE = Path.of("src/test/cuda/stand_in.cpp");
    private static final String DRIVER = "io.sentiment.cuda.driver";
    private static final String CUBLAS = "io.sentiment.cuda.cublas";

    private static @Nullable StandIn made;
    private static @Nullable StandIn madeWithoutGraphs;
    private static @Nullable StandIn madeForHalfTraining;

    private final String library;
    private final Controls controls;

    private StandIn(Path library) {
        this.library = library.toAbsolutePath().toString();
        controls = Native.load(this.library, Controls.class);
    }

    /** The library with nothing counted and one device; without, where it cannot be compiled, the test is skipped. */
    public static synchronized StandIn fresh() {
        StandIn standIn = made == null ? new StandIn(compile()) : made;
        made = standIn;
        standIn.controls.standInReset();
        return standIn;
    }

    /** One that lacks a function, as older drivers do. */
    static synchronized StandIn withoutGraphs() {
        StandIn standIn = madeWithoutGraphs == null ? new StandIn(compile("-DWITHOUT_GRAPHS")) : madeWithoutGraphs;
        madeWithoutGraphs = standIn;
        standIn.controls.standInReset();
        return standIn;
    }

    /** One whose kernels train in bf16, as {@code bf16.ptx} has them. */
    public static synchronized StandIn forHalfTraining() {
        StandIn standIn = madeForHalfTraining == null ? new StandIn(compile("-DBF16")) : madeForHalfTraining;
        madeForHalfTraining = standIn;
        standIn.controls.standInReset();
        return standIn;
    }

    /** The driver as the program would load it. */
    public CudaDriver driver() {
        return with(CudaDriver::load);
    }

    /** What {@code work} gives where the stand-in takes the place of the libraries. */
    public <T> T with(Work<T> work) {
        System.setProperty(DRIVER, library);
        System.setProperty(CUBLAS, library);
        try {
            return work.run();
        } finally {
            System.clearProperty(DRIVER);
            System.clearProperty(CUBLAS);
        }
    }

    public CudaDevice device(CudaDriver driver) {
        return driver.devices().get(0);
    }

    Controls controls() {
        return controls;
    }

    /** The GPU has this many devices of a compute capability, times ten. */
    public void devices(int count, int capability) {
        controls.standInDevices(count, capability);
    }

    /** The GPU has so many bytes. */
    public void memory(long bytes) {
        controls.standInMemory(bytes);
    }

    /** From now on the call of that number fails, and so do all later ones if it is for good. 0 stands for none. */
    public void failAt(long call, boolean forGood) {
        controls.standInFailAt(call, forGood ? 1 : 0);
    }

    /** Calls since {@link #failAt}. */
    public long calls() {
        return controls.standInCalls();
    }

    /** Everything that was made has been released, and nothing was asked that a GPU would have refused. */
    public void assertClean() {
        assertThat(controls.standInAlive()).as("what has not been released").isZero();
        assertThat(controls.standInBytes()).isZero();
        assertThat(controls.standInUnfit()).as("calls that a GPU refuses").isZero();
    }

    /** What a test does with the stand-in. */
    @FunctionalInterface
    public interface Work<T> {

        T run();
    }

    /** What the stand-in lets tests set and ask. */
    interface Controls extends Library {

        void standInReset();

        void standInDevices(int count, int capability);

        void standInMultiprocessors(int count);

        long standInLaunchesTogether();

        void standInMemory(long bytes);

        void standInFailAt(long call, int forGood);

        long standInCalls();

        long standInLaunches();

        long standInGraphLaunches();

        long standInBlasProducts();

        long standInUnfit();

        long standInAlive();

        long standInBytes();
    }

    private static Path compile(String... options) {
        assumeTrue(Programs.run("g++", "--version") == 0, "this machine has no g++");
        try {
            Path library = Files.createTempFile("stand-in", ".so");
            library.toFile().deleteOnExit();
            // Two stand-ins in one process must each call their own functions.
            List<String> command =
                    new ArrayList<>(List.of("g++", "-std=c++17", "-O2", "-shared", "-fPIC", "-Wl,-Bsymbolic"));
            command.addAll(List.of(options));
            command.addAll(List.of("-o", library.toString(), SOURCE.toString()));
            assertThat(Programs.run(command.toArray(String[]::new))).as("g++").isZero();
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
