package io.sentiment.benchmark.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/** Conversion to bfloat16 by a script, because DJL's own conversion ends the process. */
final class Bfloat16 {

    /** 15 is {@code c10::ScalarType::BFloat16}. */
    private static final TorchScript CONVERSION = new TorchScript("""
              def forward(self: __torch__.Network,
                values: Tensor) -> Tensor:
                return torch.to(values, 15)
            """);

    private Bfloat16() {}

    /** The same values, rounded, each with the manager of its original. */
    static List<NDArray> convert(List<NDArray> arrays) {
        try (TorchModule module = new TorchModule(CONVERSION)) {
            return arrays.stream()
                    .map(array -> module.call(new NDList(array), false))
                    .toList();
        }
    }
}
