// How the blocks of one launch that run at once hear of each other.
#pragma once

#ifdef __CUDACC__
// Memory of a block whose size the launch says.
#define DYNAMIC_SHARED(name) extern __shared__ __align__(16) unsigned char name[]

// Waits until a flag has reached a value, counted round. A block that never comes ends the launch as a failure.
__device__ inline void awaitFlag(const unsigned* flag, unsigned value, int mostTurns) {
  unsigned seen;
  int turns = 0;
  do {
    asm volatile("ld.acquire.gpu.global.u32 %0, [%1];" : "=r"(seen) : "l"(flag) : "memory");
    if (++turns > mostTurns) asm volatile("trap;");
  } while ((int)(seen - value) < 0);
}

// Tells whoever waits that all is written that the threads of the block wrote before their last meeting.
__device__ inline void raiseFlag(unsigned* flag, unsigned value) {
  asm volatile("st.release.gpu.global.u32 [%0], %1;" ::"l"(flag), "r"(value) : "memory");
}

// Reads what another block has written, past the cache of this multiprocessor.
__device__ inline Pack<unsigned, 4> readFresh(const Pack<unsigned, 4>* from) {
  Pack<unsigned, 4> read;
  asm volatile("ld.global.cg.v4.u32 {%0, %1, %2, %3}, [%4];"
               : "=r"(read.numbers[0]), "=r"(read.numbers[1]), "=r"(read.numbers[2]), "=r"(read.numbers[3])
               : "l"(from));
  return read;
}
#endif
