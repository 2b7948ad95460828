// Lets kernels whose blocks hear of each other compile as C++: each block is a thread of the system. See together.h.
#pragma once
#include <sched.h>

#include <atomic>
#include <cstdlib>
#include <thread>
#include <vector>

#include "../../main/cuda/numbers.h"

static thread_local unsigned char* sharedOfBlock __attribute__((tls_model("initial-exec")));
#define DYNAMIC_SHARED(name) unsigned char* name = sharedOfBlock

inline void awaitFlag(const unsigned* flag, unsigned value, int) {
  while ((int)(__atomic_load_n(flag, __ATOMIC_ACQUIRE) - value) < 0) sched_yield();
}

inline void raiseFlag(unsigned* flag, unsigned value) { __atomic_store_n(flag, value, __ATOMIC_RELEASE); }

inline Pack<unsigned, 4> readFresh(const Pack<unsigned, 4>* from) { return *from; }

// A number of a word that holds two.
template <typename Number>
float numberOf(unsigned word, int which) {
  return singleOf(Number{(unsigned short)(word >> 16 * which)});
}

// What the threads of each warp compute together, by the table in tensor.h.
template <typename Number, int COUNT, int SUMS, int LEFTS, int RIGHTS>
void multiplyTiles(Number, float (&sums)[COUNT][SUMS], int firstSum, const unsigned (&left)[COUNT][LEFTS], int firstLeft,
                   const unsigned (&right)[COUNT][RIGHTS], int firstRight) {
  for (int warp = 0; warp < COUNT; warp += 32) {
    float leftMatrix[16][16], rightMatrix[16][8];
    for (int lane = 0; lane < 32; lane++) {
      int group = lane / 4, member = lane % 4;
      for (int which = 0; which < 2; which++) {
        int column = 2 * member + which;
        for (int word = 0; word < 4; word++) {
          leftMatrix[group + word % 2 * 8][column + word / 2 * 8] =
              numberOf<Number>(left[warp + lane][firstLeft + word], which);
        }
        for (int word = 0; word < 2; word++) {
          rightMatrix[column + word * 8][group] = numberOf<Number>(right[warp + lane][firstRight + word], which);
        }
      }
    }
    for (int lane = 0; lane < 32; lane++) {
      for (int single = 0; single < 4; single++) {
        int row = lane / 4 + single / 2 * 8, column = lane % 4 * 2 + single % 2;
        for (int k = 0; k < 16; k++) sums[warp + lane][firstSum + single] += leftMatrix[row][k] * rightMatrix[k][column];
      }
    }
  }
}
#define MULTIPLY_TILE(Number, sums, firstSum, left, firstLeft, right, firstRight) \
  multiplyTiles(Number(), sums, firstSum, left, firstLeft, right, firstRight)
