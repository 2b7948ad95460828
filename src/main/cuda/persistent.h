// All steps of a direction of an LSTM layer in one launch, for few texts: the recurrent weights stay in registers.
//
// A block computes BLOCK_UNITS units, and all blocks run at once: at each step a block waits until the others have told the
// states of the step before. Its eight warps share its matrix [4 · BLOCK_UNITS][hidden] out: two have 16 rows each, for each
// quarter of the columns.
#pragma once
#include "cells.h"
#include "tensor.h"
#include "together.h"

constexpr int BLOCK_UNITS = 8;
constexpr int BLOCK_ROWS = 4 * BLOCK_UNITS;
constexpr int QUARTERS = 4;

// Columns of a quarter that a thread has in 16 bytes of each of its two rows, with the three threads beside it.
constexpr int CHUNK = 32;
constexpr int MOST_CHUNKS = 8;  // so hidden is at most QUARTERS · CHUNK · MOST_CHUNKS

// Rows of states in shared memory lie so far apart that eight threads read from all banks.
constexpr int APART = 32;

// As many turns as take seconds: a block that waits longer waits for one that never comes.
constexpr int MOST_TURNS = 1 << 22;

// How a launch's blocks exchange states.
struct Exchange {
  void* states;     // of two steps in turn: [2][block][text][BLOCK_UNITS]
  unsigned* steps;  // by block, how many steps it has told of since the flags were zero
  unsigned before;  // what they were when the launch began
};

// texts [TILES · 8] of which `rows` are there, the longest first. weights holds for each block, warp, chunk and thread the 16
// bytes of its first row and then of its second: PersistentLstm.java says which. inputs, bias, tokens, lengths and sinks
// are those of lstm; without a table, inputs has all steps, [step][rows][4 · hidden].
template <int TILES, typename Number, typename Sum>
__device__ inline void persistentLstm(Number* state, float* cell, const Number* weights, const Sum* inputs, const float* bias,
                                      const int* tokens, const int* lengths, int rows, int hidden, int steps, int stride,
                                      int backwards, int carried, Exchange exchange, Sinks<Number> sinks) {
  constexpr int TEXTS = TILES * 8;
  constexpr int OWN = (TEXTS * BLOCK_UNITS + THREADS - 1) / THREADS;  // states that a thread computes
  constexpr int WORDS = 8;                                            // of a chunk's weights
  // What a block tells of a text is a piece; those that a thread fetches at most.
  constexpr int PIECES = TEXTS * QUARTERS * CHUNK * MOST_CHUNKS / BLOCK_UNITS / THREADS;
  using Piece = Pack<unsigned, 4>;
  DYNAMIC_SHARED(shared);
  int apart = hidden + APART;
  int chunks = hidden / (QUARTERS * CHUNK);
  int pieces = TEXTS * (hidden / BLOCK_UNITS);
  Number* states = reinterpret_cast<Number*>(shared);  // [TEXTS][apart]
  // [QUARTERS][BLOCK_ROWS][TEXTS + 1]
  float* partial = reinterpret_cast<float*>(shared + sizeof(Number) * TEXTS * apart);
  Number* told = static_cast<Number*>(exchange.states);
  PER_THREAD(unsigned, matrix, MOST_CHUNKS * WORDS);
  PER_THREAD(unsigned, right, 4);
  PER_THREAD(Piece, fetched, PIECES);
  PER_THREAD(float, sums, TILES * 4);
  PER_THREAD(float, gates, OWN * 4);
  PER_THREAD(float, cells, OWN);
  PER_THREAD(float, latest, OWN);
  PER_THREAD(float, pooled, OWN);

  EACH_THREAD {
    const unsigned* mine = reinterpret_cast<const unsigned*>(weights) +
                           ((long)blockIdx.x * chunks * THREADS + threadIdx.x / 32 * chunks * 32 + threadIdx.x % 32) * WORDS;
#pragma unroll
    for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
      if (chunk < chunks) {
        Pack<unsigned, 4> first = packAt<4>(mine + chunk * 32 * WORDS);
        Pack<unsigned, 4> second = packAt<4>(mine + chunk * 32 * WORDS + 4);
        // In the order of a left matrix: the two rows in turn.
        for (int i = 0; i < 4; i++) {
          MINE(matrix)[chunk * WORDS + 2 * i] = first.numbers[i];
          MINE(matrix)[chunk * WORDS + 2 * i + 1] = second.numbers[i];
        }
      }
    }
    for (int i = 0; i < OWN; i++) {
      int own = threadIdx.x + i * THREADS, row = own / BLOCK_UNITS, unit = blockIdx.x * BLOCK_UNITS + own % BLOCK_UNITS;
      bool there = row < rows && carried;
      MINE(cells)[i] = there ? cell[(long)row * hidden + unit] : 0;
      MINE(latest)[i] = there ? singleOf(state[(long)row * hidden + unit]) : 0;
      MINE(pooled)[i] = sinks.pooling == MAX ? -INFINITY : 0;
    }
    // Texts that are not there.
    for (int piece = threadIdx.x; piece < pieces; piece += THREADS) {
      int text = piece % TEXTS, block = piece / TEXTS;
      if (text >= rows) *reinterpret_cast<Piece*>(states + (long)text * apart + block * BLOCK_UNITS) = Piece{};
    }
  }
  for (int step = 0; step < steps; step++) {
    bool recurrent = carried || step > 0;
    EACH_THREAD {
      for (int i = 0; i < OWN; i++) {
        int own = threadIdx.x + i * THREADS, row = own / BLOCK_UNITS, unit = blockIdx.x * BLOCK_UNITS + own % BLOCK_UNITS;
        if (row < rows && step < lengths[row]) {
          int position = positionOf(step, lengths[row], backwards);
          long from = tokens ? tokens[(long)row * stride + position] : (long)step * rows + row;
          for (int gate = 0; gate < 4; gate++) {
            MINE(gates)[i * 4 + gate] = singleOf(inputs[(from * 4 + gate) * hidden + unit]) + bias[gate * hidden + unit];
          }
        }
      }
    }
    if (recurrent) {
      if (step > 0) {
        EACH_THREAD {
          for (int block = threadIdx.x; block < hidden / BLOCK_UNITS; block += THREADS) {
            awaitFlag(exchange.steps + block, exchange.before + step, MOST_TURNS);
          }
        }
        __syncthreads();
      }
      EACH_THREAD {
        // All are fetched before the first is put down, so that they are on their way together.
#pragma unroll
        for (int i = 0; i < PIECES; i++) {
          int piece = threadIdx.x + i * THREADS, text = piece % TEXTS, block = piece / TEXTS;
          if (piece < pieces && text < rows) {
            MINE(fetched)[i] = step > 0 ? readFresh(reinterpret_cast<const Piece*>(
                                              told + ((long)(step & 1) * pieces + piece) * BLOCK_UNITS))
                                        : readFresh(reinterpret_cast<const Piece*>(
                                              state + (long)text * hidden + block * BLOCK_UNITS));
          }
        }
#pragma unroll
        for (int i = 0; i < PIECES; i++) {
          int piece = threadIdx.x + i * THREADS, text = piece % TEXTS, block = piece / TEXTS;
          if (piece < pieces && text < rows) {
            *reinterpret_cast<Piece*>(states + (long)text * apart + block * BLOCK_UNITS) = MINE(fetched)[i];
          }
        }
        for (int i = 0; i < TILES * 4; i++) MINE(sums)[i] = 0;
      }
      __syncthreads();
#pragma unroll
      for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
        if (chunk < chunks) {
#pragma unroll
          for (int tile = 0; tile < TILES; tile++) {
            EACH_THREAD {
              int lane = threadIdx.x % 32, quarter = threadIdx.x / 32 % QUARTERS;
              const Number* from = states + (tile * 8 + lane / 4) * apart + (quarter * chunks + chunk) * CHUNK + lane % 4 * 8;
              Piece eight = *reinterpret_cast<const Piece*>(from);
              for (int i = 0; i < 4; i++) MINE(right)[i] = eight.numbers[i];
            }
            MULTIPLY_TILE(Number, sums, tile * 4, matrix, chunk * WORDS, right, 0);
            MULTIPLY_TILE(Number, sums, tile * 4, matrix, chunk * WORDS + 4, right, 2);
          }
        }
      }
      EACH_THREAD {
        int lane = threadIdx.x % 32, quarter = threadIdx.x / 32 % QUARTERS, half = threadIdx.x / 32 / QUARTERS;
        float* to = partial + (quarter * BLOCK_ROWS + half * 16 + lane / 4) * (TEXTS + 1) + lane % 4 * 2;
        for (int tile = 0; tile < TILES; tile++) {
          to[tile * 8] = MINE(sums)[tile * 4];
          to[tile * 8 + 1] = MINE(sums)[tile * 4 + 1];
          to[8 * (TEXTS + 1) + tile * 8] = MINE(sums)[tile * 4 + 2];
          to[8 * (TEXTS + 1) + tile * 8 + 1] = MINE(sums)[tile * 4 + 3];
        }
      }
      __syncthreads();
    }
    EACH_THREAD {
      for (int i = 0; i < OWN; i++) {
        int own = threadIdx.x + i * THREADS, row = own / BLOCK_UNITS, unit = own % BLOCK_UNITS;
        if (row < rows && step < lengths[row]) {
          float* gate = MINE(gates) + i * 4;
          for (int g = 0; recurrent && g < 4; g++) {
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
              gate[g] += partial[(quarter * BLOCK_ROWS + g * BLOCK_UNITS + unit) * (TEXTS + 1) + row];
            }
          }
          float now = sigmoid<Number>(gate[1]) * MINE(cells)[i] + sigmoid<Number>(gate[3]) * tangent<Number>(gate[0]);
          float out = sigmoid<Number>(gate[2]) * tangent<Number>(now);
          MINE(cells)[i] = now;
          MINE(latest)[i] = out;
          MINE(pooled)[i] = sinks.pooling == MEAN ? MINE(pooled)[i] + out : fmaxf(MINE(pooled)[i], out);
          if (sinks.outputs) {
            int position = positionOf(step, lengths[row], backwards);
            store(sinks.outputs + ((long)position * sinks.capacity + row) * sinks.width + sinks.column +
                      blockIdx.x * BLOCK_UNITS + unit,
                  out);
          }
        }
        if (row < rows) {
          store(told + (long)((step + 1) & 1) * pieces * BLOCK_UNITS + blockIdx.x * TEXTS * BLOCK_UNITS + own,
                MINE(latest)[i]);
        }
      }
    }
    __syncthreads();
    EACH_THREAD {
      if (threadIdx.x == 0) raiseFlag(exchange.steps + blockIdx.x, exchange.before + step + 1);
    }
  }
  if (carried && steps == 1) {
    // Others may still read the states that are overwritten now; with more steps they have told that they do not.
    EACH_THREAD {
      for (int block = threadIdx.x; block < hidden / BLOCK_UNITS; block += THREADS) {
        awaitFlag(exchange.steps + block, exchange.before + steps, MOST_TURNS);
      }
    }
    __syncthreads();
  }
  EACH_THREAD {
    for (int i = 0; i < OWN; i++) {
      int own = threadIdx.x + i * THREADS, row = own / BLOCK_UNITS, unit = blockIdx.x * BLOCK_UNITS + own % BLOCK_UNITS;
      if (row < rows) {
        cell[(long)row * hidden + unit] = MINE(cells)[i];
        store(state + (long)row * hidden + unit, MINE(latest)[i]);
        if (sinks.features && lengths[row] > 0) {
          float* feature = sinks.features + (long)row * sinks.width + sinks.column + unit;
          *feature = sinks.pooling == LAST   ? MINE(latest)[i]
                     : sinks.pooling == MEAN ? *feature + MINE(pooled)[i]
                                             : fmaxf(*feature, MINE(pooled)[i]);
        }
      }
    }
  }
}

// A multiprocessor has one block and all its registers are the block's.
#define PERSISTENT(name, TILES, Number, Sum)                                                                           \
  extern "C" __global__ void __launch_bounds__(THREADS, 1) name(Number* state, float* cell, const Number* weights, const Sum* inputs, const float* bias,                 \
              const int* tokens, const int* lengths, int rows, int hidden, int steps, int stride, int backwards,       \
              int carried, Number* told, unsigned* flags, unsigned before, Number* outputs, float* features,           \
              int capacity, int width, int column, int pooling) {                                                      \
    persistentLstm<TILES>(state, cell, weights, inputs, bias, tokens, lengths, rows, hidden, steps, stride, backwards, \
                          carried, Exchange{told, flags, before},                                                      \
                          Sinks<Number>{outputs, features, capacity, width, column, pooling});                         \
  }
