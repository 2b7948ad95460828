#!/usr/bin/env bash
# Compiles the kernels with nvcc to the PTX that the program brings: compile.sh [FOLDER]
#
# A driver translates PTX for every GPU from the named capability on. compute_75 (Turing) is the oldest that CUDA 13 knows.
# The version line is lowered because a driver refuses PTX newer than itself, and that of CUDA 11.0 has all that these
# kernels use; nvcc has no option for it.
set -euo pipefail
cd "$(dirname "$0")"
to=${1:-../resources/io/sentiment/network/cuda}

mkdir -p "$to/training"

# compile SOURCE NAME [OPTION ...]
compile() {
  source=$1
  name=$2
  shift 2
  nvcc --ptx --gpu-architecture=compute_75 "$@" --output-file "$to/$name.ptx" "$source"
  sed -i -e 's/^\.version .*/.version 7.0/' "$to/$name.ptx"
}

compile kernels.cu kernels
compile training.cu training/fp32
compile training.cu training/bf16 -DBF16
