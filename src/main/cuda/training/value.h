// The numbers in which matrices are multiplied while a network is trained; sums, gates, cell states, gradients of weights
// and the weights that Adam changes are in single precision.
#pragma once
#include "../numbers.h"

#ifdef BF16
typedef Brain Value;
#else
typedef float Value;
#endif

__device__ inline float number(Value value) { return singleOf(value); }

__device__ inline Value value(float number) {
  Value stored;
  store(&stored, number);
  return stored;
}
