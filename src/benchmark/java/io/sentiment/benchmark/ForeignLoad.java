package io.sentiment.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * What other processes take of the processors while this one measures: figures of a busy machine are worth nothing.
 * Linux alone tells, in {@code /proc/stat} and {@code /proc/self/stat} (see proc(5)).
 */
final class ForeignLoad {

    private static final double TICKS_PER_SECOND = 100;

    /** In the first line of {@code /proc/stat}: user, nice and system time, interrupts, and what the hypervisor took. */
    private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

    /** In {@code /proc/self/stat} after the name: time of this process and of the children that have ended. */
    private static final int[] OWN = {11, 12, 13, 14};

    private final long start = System.nanoTime();
    private final double foreignAtStart = foreignSeconds();

    /** A sentence on the time since this object was made; empty where the system does not tell. */
    Optional<String> since(String work) {
        double cores = (foreignSeconds() - foreignAtStart) / ((System.nanoTime() - start) / 1e9);
        return Double.isNaN(cores)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "Other processes took %.2f cores during the suite %s.", cores, work));
    }

    private static double foreignSeconds() {
        try {
            String all =
                    Files.readString(Path.of("/proc/stat")).lines().findFirst().orElse("");
            String own = Files.readString(Path.of("/proc/self/stat"));
            return (sum(all, BUSY) - sum(own.substring(own.lastIndexOf(')') + 2), OWN)) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static long sum(String line, int... fields) {
        StringTokenizer words = new StringTokenizer(line);
        List<String> values = new ArrayList<>();
        while (words.hasMoreTokens()) {
            values.add(words.nextToken());
        }
        return Arrays.stream(fields)
                .mapToLong(field -> Long.parseLong(values.get(field)))
                .sum();
    }
}
