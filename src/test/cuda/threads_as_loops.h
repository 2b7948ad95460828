// Lets the kernels of src/main/cuda compile as C++: the threads of a block are a loop in each phase, the blocks a loop of
// whoever calls. See phases.h.
#pragma once
#include <cmath>
#include <cstring>

#define __device__
#define __global__
#define __shared__
#define __launch_bounds__(...)
#define EACH_THREAD for (threadIdx.x = 0; threadIdx.x < THREADS; threadIdx.x++)
#define PER_THREAD(type, name, count) type name[THREADS][count]
#define MINE(name) name[threadIdx.x]

struct Index {
  int x, y, z;
};
static thread_local Index threadIdx __attribute__((tls_model("initial-exec")));
static thread_local Index blockIdx __attribute__((tls_model("initial-exec")));

// A loop over all threads has ended: each has run the phase.
inline void __syncthreads() {}

// What a GPU has instructions for.
inline unsigned __float_as_uint(float single) {
  unsigned bits;
  memcpy(&bits, &single, sizeof bits);
  return bits;
}
inline float __uint_as_float(unsigned bits) {
  float single;
  memcpy(&single, &bits, sizeof single);
  return single;
}
inline float __expf(float x) { return expf(x); }
inline float __fdividef(float x, float y) { return x / y; }

#include "../../main/cuda/numbers.h"

inline float singleOf(Half value) {
  unsigned sign = (unsigned)(value.bits & 0x8000) << 16, exponent = value.bits >> 10 & 31, fraction = value.bits & 0x3ff;
  unsigned magnitude = exponent == 0    ? __float_as_uint(ldexpf((float)fraction, -24))
                       : exponent == 31 ? 0x7f800000 | fraction << 13
                                        : (exponent + 112) << 23 | fraction << 13;
  return __uint_as_float(sign | magnitude);
}

// To the nearest, of two that are as near to the even one.
inline unsigned short halfBitsOf(float single) {
  unsigned bits = __float_as_uint(single), sign = bits >> 16 & 0x8000, magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return 0x7fff;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below the least normal number: what half an ulp of 0.5 adds is rounded to multiples of 2^-24.
  if (magnitude < 0x38800000) return sign | (__float_as_uint(__uint_as_float(magnitude) + 0.5f) - 0x3f000000);
  return sign | (magnitude - (112 << 23) + 0xfff + (magnitude >> 13 & 1)) >> 13;
}
