package io.sentiment.network.onednn;

import io.sentiment.network.Precision;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** What oneDNN offers on this machine. Thread-safe. */
public final class OneDnn {

    private static final @Nullable String OBJECTION = load();

    private OneDnn() {}

    /** Why this machine has no oneDNN, in words that end a sentence, or null if it has. */
    public static @Nullable String objection() {
        return OBJECTION;
    }

    /** The precisions that oneDNN computes fast with the instructions of this CPU; none where there is no oneDNN. */
    public static List<Precision> precisions() {
        if (OBJECTION != null) {
            return List.of();
        }
        int instructions = dnnl.dnnl_get_effective_cpu_isa();
        return Arrays.stream(Precision.values())
                .filter(precision -> precision != Precision.FP16 && includes(instructions, needed(precision)))
                .toList();
    }

    /**
     * Checks what a call returned.
     *
     * @throws IllegalStateException if a call of oneDNN has failed
     */
    public static void require(int status, String call) {
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN failed to " + call + " with status " + status + ".");
        }
    }

    private static int needed(Precision precision) {
        return switch (precision) {
            case FP32 -> dnnl.dnnl_cpu_isa_avx2;
            case BF16 -> dnnl.dnnl_cpu_isa_avx512_core_bf16;
            case FP16 -> throw new IllegalArgumentException("The CPU does not compute in fp16.");
            case INT8 -> dnnl.dnnl_cpu_isa_avx512_core_vnni;
        };
    }

    /** oneDNN numbers instruction sets so that the bits of a set include those of the sets that it extends. */
    private static boolean includes(int instructions, int needed) {
        return (instructions & needed) == needed;
    }

    private static @Nullable String load() {
        try {
            Loader.load(dnnl.class);
            return includes(dnnl.dnnl_get_effective_cpu_isa(), dnnl.dnnl_cpu_isa_avx2)
                    ? null
                    : "this CPU has no AVX2 instructions";
        } catch (LinkageError e) {
            return "this build has no oneDNN library for this machine";
        }
    }
}
