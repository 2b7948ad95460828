package io.sentiment.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether Linux has huge pages left is its own affair; that it was asked for them shows in the flags of a mapping. */
class HugePagesTest {

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
    private static final long BYTES = 5 * HugePages.SIZE;

    @BeforeEach
    void requireLinuxWithHugePages() {
        assumeThat(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")).exists();
    }

    @Test
    void largeBlocksAskForThemAndSmallOnesDoNot() throws IOException {
        try (NativeBlock large = new NativeBlock(BYTES);
                NativeFloats growing = new NativeFloats()) {
            NativeBlock.Cursor start = large.cursor();
            long floats = growing.ofLength(BYTES / Float.BYTES).address();

            assertThat(flags(start.pointer().address() + start.start())).contains("hg");
            assertThat(flags(floats + BYTES / 2)).contains("hg");
        }
        try (BytePointer plain = new BytePointer(64L << 20)) {
            long middle = plain.address() + (32L << 20);
            HugePages.use(middle, HugePages.SIZE - 1);

            assertThat(flags(middle)).doesNotContain("hg");
        }
    }

    @Test
    void memoryThatIsInUseKeepsItsContent() throws IOException {
        try (BytePointer memory = new BytePointer(BYTES)) {
            Pointer.memset(memory, 7, BYTES);

            HugePages.use(memory.address(), BYTES);

            assertThat(flags(memory.address() + BYTES / 2)).contains("hg");
            for (long at = 0; at < BYTES; at += 4_096) {
                assertThat(memory.get(at)).isEqualTo((byte) 7);
            }
        }
    }

    /** The flags of the mapping that an address belongs to, as {@code proc_pid_smaps(5)} names them. */
    private static List<String> flags(long address) throws IOException {
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                inside = Long.compareUnsigned(address, Long.parseUnsignedLong(mapping.group(1), 16)) >= 0
                        && Long.compareUnsigned(address, Long.parseUnsignedLong(mapping.group(2), 16)) < 0;
            } else if (inside && line.startsWith("VmFlags:")) {
                return List.of(line.substring("VmFlags:".length()).strip().split(" ", -1));
            }
        }
        throw new AssertionError("No mapping holds the address.");
    }
}
