#!/usr/bin/env bash
# On a machine with a GPU of NVIDIA: whether the engine `cuda` gives what DL4J gives, and how fast it is beside our engine on
# the CPU, stock DL4J, libtorch and ONNX Runtime on the CPU. Leaves target/benchmark/report.md. Takes some minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

nvidia-smi --query-gpu=name,driver_version,memory.total,compute_cap --format=csv || {
  echo "This machine shows no GPU of NVIDIA."
  exit 2
}
mkdir -p target
# Where the program finds no GPU that it can use, no test of these runs.
./mvnw -B test -Dtest=CudaEngineOnGpuTest | tee target/gpu-check.log
if grep -q 'Tests run: 0' target/gpu-check.log; then
  echo "The program found no driver, or no GPU of compute capability 7.5 or newer."
  exit 2
fi
./mvnw -B -Pbenchmark verify -Dbenchmark.suites=agreement,inference,ragged -Dbenchmark.quick
