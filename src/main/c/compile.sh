#!/usr/bin/env bash
# Compiles the kernels with gcc 11 or newer to the library that the program brings: compile.sh [FILE]
#
# The library has the SHA-256 of its source in it, by which KernelLibraryTest sees that they belong together. It asks for nothing
# of a C library, so that it runs with any, and chooses nothing by the machine that compiles it.
set -euo pipefail
cd "$(dirname "$0")"
to=${1:-../resources/io/sentiment/network/onednn/kernels/linux-x86-64.so}

digest=$(sha256sum kernels.c | cut -d ' ' -f 1)
gcc -std=gnu11 -O3 -march=x86-64 -Wall -Wextra -Wno-unused-parameter -fPIC -fvisibility=hidden -shared \
  -DSOURCE_DIGEST="\"$digest\"" -Wl,--build-id=none -Wl,-z,noexecstack -s -nodefaultlibs \
  -o "$to" kernels.c -lgcc
