// What a recurrent cell computes at a step besides matrix products.
#pragma once
#include "numbers.h"
#include "phases.h"
#include "pooling.h"
#include "reading.h"

// In single precision as exactly as it goes; where states are stored in 16 bits, faster and to some 1e-6.
template <typename Number>
__device__ inline float sigmoid(float x) {
  return __fdividef(1.f, 1.f + __expf(-x));
}
template <>
__device__ inline float sigmoid<float>(float x) {
  return 1.f / (1.f + expf(-x));
}
template <typename Number>
__device__ inline float tangent(float x) {
  return 1.f - __fdividef(2.f, 1.f + __expf(2.f * x));
}
template <>
__device__ inline float tangent<float>(float x) {
  return tanhf(x);
}

// Where the states of one direction of a layer go besides the next step.
template <typename Number>
struct Sinks {
  Number* outputs;  // [position][capacity][width] for the layer above, or null at the top
  float* features;  // [row][width] for the dense layer, or null below the top
  int capacity;
  int width;        // directions · hidden
  int column;       // of the direction's first unit
  int pooling;
};

// The states of UNITS units from the one named.
template <int UNITS, typename Number>
__device__ inline void put(Sinks<Number> sinks, const float* states, int row, int unit, int position) {
  int column = sinks.column + unit;
  if (sinks.outputs) {
    put<UNITS>(sinks.outputs + ((long)position * sinks.capacity + row) * sinks.width + column, states);
  }
  if (sinks.features) {
    float* features = sinks.features + (long)row * sinks.width + column;
    float pooled[UNITS];
    if (sinks.pooling == LAST) {
      for (int i = 0; i < UNITS; i++) pooled[i] = states[i];
    } else {
      Pack<float, UNITS> before = packAt<UNITS>(features);
      for (int i = 0; i < UNITS; i++) {
        pooled[i] = sinks.pooling == MEAN ? before.numbers[i] + states[i] : fmaxf(before.numbers[i], states[i]);
      }
    }
    put<UNITS>(features, pooled);
  }
}

// The row of the projected inputs that belongs to a row of the batch at a step: its token's in a table of the whole
// vocabulary (tokens [row][stride]), or its own where the inputs of the step have been projected.
__device__ inline long inputRow(const int* tokens, int row, int position, int stride) {
  return tokens ? tokens[(long)row * stride + position] : row;
}

// What a gate of UNITS units gets: input, bias, and the sum over the states before where there are any.
template <int UNITS, typename Sum>
__device__ inline void gather(float* gate, const Sum* input, const float* bias, const Sum* sums) {
  Pack<Sum, UNITS> fromInput = packAt<UNITS>(input);
  Pack<float, UNITS> fromBias = packAt<UNITS>(bias);
  for (int i = 0; i < UNITS; i++) gate[i] = singleOf(fromInput.numbers[i]) + fromBias.numbers[i];
  if (sums) {
    Pack<Sum, UNITS> fromStates = packAt<UNITS>(sums);
    for (int i = 0; i < UNITS; i++) gate[i] += singleOf(fromStates.numbers[i]);
  }
}

// One step of an LSTM (Hochreiter and Schmidhuber 1997; Gers et al. 2000): c = f·c' + i·g, h = o·tanh(c).
// inputs and sums are [row][4 · hidden] in DL4J's order: new value, forget gate, output gate, input gate. sums is null
// where the state before is zero. Rows that have ended keep their states. A thread computes UNITS units, a divisor of
// hidden. Number is what states are stored in, Sum what products give.
template <int UNITS, typename Number, typename Sum>
__device__ inline void lstmStep(Number* state, float* cell, const Sum* sums, const Sum* inputs, const float* bias,
                                const int* tokens, const int* lengths, int rows, int hidden, int step, int stride,
                                int backwards, Sinks<Number> sinks) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / (hidden / UNITS), unit = index % (hidden / UNITS) * UNITS;
    if (row < rows && step < lengths[row]) {
      int position = positionOf(step, lengths[row], backwards);
      const Sum* input = inputs + inputRow(tokens, row, position, stride) * 4 * hidden + unit;
      float gates[4][UNITS];
      for (int gate = 0; gate < 4; gate++) {
        gather<UNITS>(gates[gate], input + gate * hidden, bias + gate * hidden + unit,
                      sums ? sums + ((long)row * 4 + gate) * hidden + unit : nullptr);
      }
      long place = (long)row * hidden + unit;
      Pack<float, UNITS> before = packAt<UNITS>(cell + place);
      float now[UNITS], out[UNITS];
      for (int i = 0; i < UNITS; i++) {
        now[i] = sigmoid<Number>(gates[1][i]) * before.numbers[i] +
                 sigmoid<Number>(gates[3][i]) * tangent<Number>(gates[0][i]);
        out[i] = sigmoid<Number>(gates[2][i]) * tangent<Number>(now[i]);
      }
      put<UNITS>(cell + place, now);
      put<UNITS>(state + place, out);
      put<UNITS>(sinks, out, row, unit, position);
    }
  }
}

// One step of a simple recurrent network (Elman 1990): h = tanh(x·W + h'·R + b). Its arguments are those of lstmStep; cell
// is not used.
template <int UNITS, typename Number, typename Sum>
__device__ inline void simpleStep(Number* state, float* cell, const Sum* sums, const Sum* inputs, const float* bias,
                                  const int* tokens, const int* lengths, int rows, int hidden, int step, int stride,
                                  int backwards, Sinks<Number> sinks) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / (hidden / UNITS), unit = index % (hidden / UNITS) * UNITS;
    if (row < rows && step < lengths[row]) {
      int position = positionOf(step, lengths[row], backwards);
      long place = (long)row * hidden + unit;
      float out[UNITS];
      gather<UNITS>(out, inputs + inputRow(tokens, row, position, stride) * hidden + unit, bias + unit,
                    sums ? sums + place : nullptr);
      for (int i = 0; i < UNITS; i++) out[i] = tangent<Number>(out[i]);
      put<UNITS>(state + place, out);
      put<UNITS>(sinks, out, row, unit, position);
    }
  }
}

#define CELL(name, compute, UNITS, Number, Sum)                                                                       \
  KERNEL name(Number* state, float* cell, const Sum* sums, const Sum* inputs, const float* bias, const int* tokens,   \
              const int* lengths, int rows, int hidden, int step, int stride, int backwards, Number* outputs,         \
              float* features, int capacity, int width, int column, int pooling) {                                    \
    compute<UNITS>(state, cell, sums, inputs, bias, tokens, lengths, rows, hidden, step, stride, backwards,           \
                   Sinks<Number>{outputs, features, capacity, width, column, pooling});                               \
  }
