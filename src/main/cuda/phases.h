// How a kernel is written so that it also runs without a GPU.
//
// A kernel is a row of phases. Every thread of a block runs a phase before any runs the next:
//
//     EACH_THREAD { … what thread threadIdx.x does … }
//     __syncthreads();
//     EACH_THREAD { … }
//
// For a GPU, EACH_THREAD is nothing: its threads are there. A test compiles the same source as C++, where EACH_THREAD is
// a loop over the threads of a block and the caller loops over the blocks. What a thread keeps from one phase to the next
// is declared by PER_THREAD and named by MINE.
//
// Blocks have one dimension. A phase must not return: it would leave the loop.
#pragma once

#ifdef __CUDACC__
#define EACH_THREAD
#define PER_THREAD(type, name, count) type name[count]
#define MINE(name) name
#endif

// Threads of a block, of every kernel.
constexpr int THREADS = 256;

// Adds up as many shared numbers as count says, a power of 2 and at most THREADS, into the first; all threads take part, after
// they have written theirs. Always in the same order.
#define SUM_UP(numbers, count)                                                                   \
  __syncthreads();                                                                               \
  for (int half = (count) / 2; half > 0; half /= 2) {                                            \
    EACH_THREAD {                                                                                \
      if (threadIdx.x < half) numbers[threadIdx.x] += numbers[threadIdx.x + half];               \
    }                                                                                            \
    __syncthreads();                                                                             \
  }

#define KERNEL extern "C" __global__ void __launch_bounds__(THREADS)
