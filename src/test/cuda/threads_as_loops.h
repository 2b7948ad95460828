// Lets the kernels of src/main/cuda compile as C++: the threads of a block are a loop in each phase, the blocks a loop of
// whoever calls. See phases.h.
#pragma once
#include <cmath>

#define __device__
#define __global__
#define __shared__
#define __launch_bounds__(threads)
#define EACH_THREAD for (threadIdx.x = 0; threadIdx.x < THREADS; threadIdx.x++)
#define PER_THREAD(type, name, count) type name[THREADS][count]
#define MINE(name) name[threadIdx.x]

struct Index {
  int x, y, z;
};
static Index threadIdx, blockIdx;

// A loop over all threads has ended: each has run the phase.
inline void __syncthreads() {}
