#!/usr/bin/env bash
# On a machine with a GPU of NVIDIA: whether the engine `cuda` is right there, its times, and PyTorch's beside them where python3
# has it. Leaves target/benchmark/gpu.md. Less than four minutes after what Maven takes to build.
set -euo pipefail
cd "$(dirname "$0")/.."

nvidia-smi --query-gpu=name,driver_version,memory.total,compute_cap --format=csv || {
  echo "This machine shows no GPU of NVIDIA."
  exit 2
}
rm -f target/benchmark/gpu.md
./mvnw -B -Pbenchmark verify -Dbenchmark.suites=gpu
if [ ! -e target/benchmark/gpu.md ]; then
  echo "The program found no driver, or no GPU of compute capability 7.5 or newer."
  exit 2
fi
