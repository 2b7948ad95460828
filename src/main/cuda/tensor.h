// Products on tensor cores, of GPUs from compute capability 8.0 on.
#pragma once
#include "numbers.h"

// The numbers that a thread keeps of a matrix, two to a word, and where a warp's 32 threads have what: PTX ISA, "Matrix
// Fragments for mma.m16n8k16". With group = lane / 4 and member = lane % 4, of a left matrix [16][16]
//   word 0: row group,     columns 2 · member and the next      word 2: the same row, eight columns on
//   word 1: row group + 8, the same columns                     word 3: the same row as word 1, eight columns on
// of a right matrix [16][8] words 0 and 1: column group, rows 2 · member and the next, and eight rows on
// of the sums [16][8] singles 0 and 1: row group, columns 2 · member and the next; 2 and 3: row group + 8.

#ifdef __CUDACC__
__device__ inline void multiplyTile(Half, float* sums, const unsigned* left, const unsigned* right) {
  asm volatile(
      "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
      : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
      : "r"(left[0]), "r"(left[1]), "r"(left[2]), "r"(left[3]), "r"(right[0]), "r"(right[1]));
}

__device__ inline void multiplyTile(Brain, float* sums, const unsigned* left, const unsigned* right) {
  asm volatile(
      "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
      : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
      : "r"(left[0]), "r"(left[1]), "r"(left[2]), "r"(left[3]), "r"(right[0]), "r"(right[1]));
}

// Adds left [16][16] · right [16][8] to sums [16][8] in each warp, of the words and singles from the named ones on that each
// thread has. Stands between phases, as all threads of a warp take part.
#define MULTIPLY_TILE(Number, sums, firstSum, left, firstLeft, right, firstRight) \
  multiplyTile(Number(), sums + (firstSum), left + (firstLeft), right + (firstRight))
#endif
