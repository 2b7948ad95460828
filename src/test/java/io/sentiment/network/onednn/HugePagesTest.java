package io.sentiment.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HugePagesTest {

    private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
    private static final Pattern HUGE = Pattern.compile("AnonHugePages: +(\\d+) kB");
    private static final long BYTES = 5 * HugePages.SIZE;

    @BeforeEach
    void requireThatLinuxGivesThem() throws IOException {
        assumeThat(SETTING).as("Linux with transparent huge pages").exists();
        assumeThat(Files.readString(SETTING)).contains("[madvise]");
    }

    @Test
    void aLargeBlockLiesInHugePages() throws IOException {
        try (NativeBlock block = new NativeBlock(BYTES)) {
            assertThat(hugePages(block.cursor().at(0).address() + block.cursor().start()))
                    .isGreaterThanOrEqualTo(HugePages.SIZE);
        }
    }

    @Test
    void memoryThatIsInUseMovesAndKeepsItsContent() throws IOException {
        assumeThat(System.getProperty("os.version")).as("Linux from 6.1 on").matches("(6\\.[1-9]|6\\.\\d\\d|[7-9]).*");
        try (BytePointer memory = new BytePointer(BYTES)) {
            Pointer.memset(memory, 7, BYTES);

            HugePages.move(memory.address(), BYTES);

            assertThat(hugePages(memory.address() + BYTES / 2)).isGreaterThanOrEqualTo(HugePages.SIZE);
            assertThat(memory.get(0)).isEqualTo((byte) 7);
            assertThat(memory.get(BYTES - 1)).isEqualTo((byte) 7);
        }
    }

    /** Bytes of huge pages in the mapping that an address belongs to. */
    private static long hugePages(long address) throws IOException {
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher huge = HUGE.matcher(line);
            if (mapping.matches()) {
                inside = Long.compareUnsigned(address, Long.parseUnsignedLong(mapping.group(1), 16)) >= 0
                        && Long.compareUnsigned(address, Long.parseUnsignedLong(mapping.group(2), 16)) < 0;
            } else if (inside && huge.matches()) {
                return Long.parseLong(huge.group(1)) << 10;
            }
        }
        throw new AssertionError("No mapping holds the address.");
    }
}
