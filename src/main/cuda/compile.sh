#!/usr/bin/env bash
# Compiles the kernels with nvcc to the PTX that the program brings: compile.sh [FOLDER]
#
# A driver translates PTX for every GPU from the named capability on. compute_75 (Turing) is the oldest that CUDA 13 knows;
# tensor cores that sum halves as persistent.h does are in compute_80 (Ampere).
# The version line is lowered because a driver refuses PTX newer than itself, and that of CUDA 11.0 has all that these
# kernels use; nvcc has no option for it.
set -euo pipefail
cd "$(dirname "$0")"
to=${1:-../resources/io/sentiment/network/cuda}

mkdir -p "$to/training"

# compile CAPABILITY SOURCE NAME [OPTION ...]
compile() {
  capability=$1
  source=$2
  name=$3
  shift 3
  nvcc --ptx --gpu-architecture="compute_$capability" "$@" --output-file "$to/$name.ptx" "$source"
  sed -i -e 's/^\.version .*/.version 7.0/' "$to/$name.ptx"
}

compile 75 kernels.cu kernels
compile 75 kernels-fp16.cu kernels-fp16
compile 75 kernels-bf16.cu kernels-bf16
compile 80 persistent-fp16.cu persistent-fp16
compile 80 persistent-bf16.cu persistent-bf16
compile 75 training.cu training/fp32
compile 75 training.cu training/bf16 -DBF16
