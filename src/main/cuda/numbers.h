// The numbers that a device stores. All are computed with in single precision.
#pragma once

// Half precision of IEEE 754: 5 bits of exponent, 10 of fraction.
struct Half {
  unsigned short bits;
};

// The upper half of a single: 8 bits of exponent, 7 of fraction.
struct Brain {
  unsigned short bits;
};

#ifdef __CUDACC__
__device__ inline float singleOf(Half value) {
  float single;
  asm("cvt.f32.f16 %0, %1;" : "=f"(single) : "h"(value.bits));
  return single;
}

__device__ inline unsigned short halfBitsOf(float single) {
  unsigned short bits;
  asm("cvt.rn.f16.f32 %0, %1;" : "=h"(bits) : "f"(single));
  return bits;
}
#else  // a test says how
inline float singleOf(Half value);
inline unsigned short halfBitsOf(float single);
#endif

__device__ inline float singleOf(float value) { return value; }

__device__ inline float singleOf(Brain value) { return __uint_as_float((unsigned)value.bits << 16); }

__device__ inline void store(float* to, float value) { *to = value; }

__device__ inline void store(Half* to, float value) { to->bits = halfBitsOf(value); }

// To the nearest, of two that are as near to the even one. Turing has no instruction for it.
__device__ inline void store(Brain* to, float value) {
  unsigned bits = __float_as_uint(value);
  to->bits = value != value ? 0x7fff : (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

// So many numbers that are read or written at once.
template <typename Number, int COUNT>
struct alignas(sizeof(Number) * COUNT) Pack {
  Number numbers[COUNT];
};

template <int COUNT, typename Number>
__device__ inline Pack<Number, COUNT> packAt(const Number* from) {
  return *reinterpret_cast<const Pack<Number, COUNT>*>(from);
}

template <int COUNT, typename Number>
__device__ inline void put(Number* to, const float* values) {
  Pack<Number, COUNT> pack;
  for (int i = 0; i < COUNT; i++) store(pack.numbers + i, values[i]);
  *reinterpret_cast<Pack<Number, COUNT>*>(to) = pack;
}
