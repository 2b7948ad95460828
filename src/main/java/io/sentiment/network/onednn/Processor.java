package io.sentiment.network.onednn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The name and vector instructions of a CPU, from {@code /proc/cpuinfo} where there is one. */
public record Processor(String name, List<String> features) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private static final Set<String> RELEVANT = Set.of(
            "avx",
            "avx2",
            "fma",
            "avx512f",
            "avx512_bf16",
            "avx512_vnni",
            "avx_vnni",
            "amx_bf16",
            "amx_int8",
            "asimd",
            "sve");

    public static Processor current() {
        try {
            return Files.isReadable(CPU_INFO) ? of(Files.readAllLines(CPU_INFO)) : unknown();
        } catch (IOException e) {
            return unknown();
        }
    }

    static Processor of(List<String> cpuInfo) {
        String name = value(cpuInfo, "model name");
        String features = value(cpuInfo, "flags") + " " + value(cpuInfo, "Features");
        return new Processor(
                name.isEmpty() ? unknown().name() : name,
                Stream.of(features.split(" ")).filter(RELEVANT::contains).toList());
    }

    private static Processor unknown() {
        return new Processor(System.getProperty("os.arch", "unknown"), List.of());
    }

    /** The value of the first line with that key, or an empty string. */
    private static String value(List<String> cpuInfo, String key) {
        return cpuInfo.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
                .map(parts -> parts[1].strip())
                .findFirst()
                .orElse("");
    }
}
