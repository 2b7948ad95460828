// The inputs of a product: values from where each row finds them, as rows one after another.
#pragma once
#include "numbers.h"
#include "phases.h"
#include "reading.h"

// vectors[step · rows + row][:] = embedding[token of the row at first + step][:], for `steps` steps.
// tokens is [row][stride]. Rows that have ended read their first token, and nobody reads what they get.
// Part is what a thread copies, and width counts those.
template <typename Part>
__device__ inline void gatherTokensOf(Part* vectors, const Part* embedding, const int* tokens, const int* lengths, int rows,
                                      int steps, int first, int stride, int width, int backwards) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    if (index < rows * steps * width) {
      int column = index % width;
      int row = index / width % rows;
      int step = first + index / width / rows;
      int position = step < lengths[row] ? positionOf(step, lengths[row], backwards) : 0;
      vectors[index] = embedding[(long)tokens[(long)row * stride + position] * width + column];
    }
  }
}

// vectors[step · rows + row][:] = states[position of the row at first + step][row][:], for `steps` steps.
// states is [position][capacity][width].
template <typename Part>
__device__ inline void gatherStatesOf(Part* vectors, const Part* states, const int* lengths, int rows, int steps, int first,
                                      int capacity, int width, int backwards) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    if (index < rows * steps * width) {
      int column = index % width;
      int row = index / width % rows;
      int step = first + index / width / rows;
      int position = step < lengths[row] ? positionOf(step, lengths[row], backwards) : 0;
      vectors[index] = states[((long)position * capacity + row) * width + column];
    }
  }
}

#define GATHER(suffix, Part)                                                                                          \
  KERNEL gatherTokens##suffix(Part* vectors, const Part* embedding, const int* tokens, const int* lengths, int rows,  \
                              int steps, int first, int stride, int width, int backwards) {                           \
    gatherTokensOf(vectors, embedding, tokens, lengths, rows, steps, first, stride, width, backwards);                \
  }                                                                                                                   \
  KERNEL gatherStates##suffix(Part* vectors, const Part* states, const int* lengths, int rows, int steps, int first,  \
                              int capacity, int width, int backwards) {                                               \
    gatherStatesOf(vectors, states, lengths, rows, steps, first, capacity, width, backwards);                         \
  }

using Quad = Pack<float, 4>;

// By how many bytes a thread copies.
GATHER(2, unsigned short)
GATHER(4, float)
GATHER(16, Quad)
