// What a recurrent cell computes at a step besides matrix products.
#include "phases.h"
#include "pooling.h"
#include "reading.h"

__device__ inline float sigmoid(float x) { return 1.f / (1.f + expf(-x)); }

// Where the states of one direction of a layer go besides the next step.
struct Sinks {
  float* outputs;   // [position][capacity][width] for the layer above, or null at the top
  float* features;  // [row][width] for the dense layer, or null below the top
  int capacity;
  int width;        // directions · hidden
  int column;       // of the direction's first unit
  int pooling;
};

__device__ inline void put(Sinks sinks, float state, int row, int unit, int position) {
  int column = sinks.column + unit;
  if (sinks.outputs) {
    sinks.outputs[((long)position * sinks.capacity + row) * sinks.width + column] = state;
  }
  if (sinks.features) {
    float* feature = sinks.features + (long)row * sinks.width + column;
    *feature = sinks.pooling == LAST ? state : sinks.pooling == MEAN ? *feature + state : fmaxf(*feature, state);
  }
}

// The row of the projected inputs that belongs to a row of the batch at a step: its token's in a table of the whole
// vocabulary (tokens [row][stride]), or its own where the inputs of the step have been projected.
__device__ inline long inputRow(const int* tokens, int row, int position, int stride) {
  return tokens ? tokens[(long)row * stride + position] : row;
}

// One step of an LSTM (Hochreiter and Schmidhuber 1997; Gers et al. 2000): c = f·c' + i·g, h = o·tanh(c).
// inputs and sums are [row][4 · hidden] in DL4J's order: new value, forget gate, output gate, input gate. sums is null
// where the state before is zero. Rows that have ended keep their states.
KERNEL lstm(float* state, float* cell, const float* sums, const float* inputs, const float* bias, const int* tokens,
            const int* lengths, int rows, int hidden, int step, int stride, int backwards, float* outputs, float* features,
            int capacity, int width, int column, int pooling) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / hidden, unit = index % hidden;
    if (row < rows && step < lengths[row]) {
      int position = positionOf(step, lengths[row], backwards);
      const float* input = inputs + inputRow(tokens, row, position, stride) * 4 * hidden + unit;
      float gates[4];
      for (int gate = 0; gate < 4; gate++) {
        gates[gate] = input[gate * hidden] + bias[gate * hidden + unit];
        if (sums) gates[gate] += sums[((long)row * 4 + gate) * hidden + unit];
      }
      float now = sigmoid(gates[1]) * cell[index] + sigmoid(gates[3]) * tanhf(gates[0]);
      float out = sigmoid(gates[2]) * tanhf(now);
      cell[index] = now;
      state[index] = out;
      put({outputs, features, capacity, width, column, pooling}, out, row, unit, position);
    }
  }
}

// One step of a simple recurrent network (Elman 1990): h = tanh(x·W + h'·R + b). Its arguments are those of lstm; cell
// is not used.
KERNEL simple(float* state, float* cell, const float* sums, const float* inputs, const float* bias, const int* tokens,
              const int* lengths, int rows, int hidden, int step, int stride, int backwards, float* outputs, float* features,
              int capacity, int width, int column, int pooling) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / hidden, unit = index % hidden;
    if (row < rows && step < lengths[row]) {
      int position = positionOf(step, lengths[row], backwards);
      float sum = inputs[inputRow(tokens, row, position, stride) * hidden + unit] + bias[unit];
      if (sums) sum += sums[index];
      float out = tanhf(sum);
      state[index] = out;
      put({outputs, features, capacity, width, column, pooling}, out, row, unit, position);
    }
  }
}
