package io.sentiment.network.onednn;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Asks Linux to keep large blocks of memory in pages of 2 MiB instead of 4 KiB. A product reads its weights from end to
 * end; with small pages it looks an address up after every 64 cache lines, which costs twice as much in a virtual
 * machine. By default many distributions give huge pages only to memory for which they are asked. What Linux refuses,
 * or cannot do, leaves memory as it is. Thread-safe.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/mm/transhuge.html">Transparent huge pages</a>
 */
public final class HugePages {

    /** Bytes of a huge page on x86-64, and on ARM where a page has 4 KiB. */
    static final long SIZE = 2L << 20;

    private static final int MADV_HUGEPAGE = 14;
    private static final int MADV_COLLAPSE = 25;

    /** Of the C library, or null where there is none to ask. */
    private static final @Nullable Function MADVISE = load();

    private HugePages() {}

    /** Keeps the whole huge pages of a block in such; content that it has moves there on Linux from 6.1 on. */
    public static void use(long address, long bytes) {
        long first = (address + SIZE - 1) / SIZE * SIZE;
        long end = (address + bytes) / SIZE * SIZE;
        if (MADVISE != null && first < end) {
            MADVISE.invokeInt(new Object[] {new Pointer(first), end - first, MADV_HUGEPAGE});
            // Memory that comes back from an earlier owner has small pages already.
            MADVISE.invokeInt(new Object[] {new Pointer(first), end - first, MADV_COLLAPSE});
        }
    }

    private static @Nullable Function load() {
        try {
            return Platform.isLinux() && Platform.is64Bit() ? Function.getFunction("c", "madvise") : null;
        } catch (LinkageError e) {
            return null;
        }
    }
}
