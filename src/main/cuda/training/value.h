// The numbers in which matrices are multiplied while a network is trained; sums, gates, cell states, gradients of weights
// and the weights that Adam changes are in single precision.
#pragma once

#ifdef BF16
// The upper half of a float.
struct Value {
  unsigned short bits;
};

union Word {
  float number;
  unsigned bits;
};

__device__ inline float number(Value value) {
  Word word;
  word.bits = (unsigned)value.bits << 16;
  return word.number;
}

// Rounded to the nearest, to even where two are as near.
__device__ inline Value value(float number) {
  Word word;
  word.number = number;
  return {(unsigned short)((word.bits + 0x7fff + (word.bits >> 16 & 1)) >> 16)};
}
#else
typedef float Value;

__device__ inline float number(Value value) { return value; }
__device__ inline Value value(float number) { return number; }
#endif
