// Forward and backward passes of recurrent cells, a step at a time. Rows that have ended keep their states and have no
// gradients.
#include "../phases.h"
#include "../pooling.h"
#include "../reading.h"
#include "value.h"

// One step of an LSTM. gates [row][4 · hidden] holds the sums without bias and gets what the gates give, in DL4J's order:
// new value, forget gate, output gate, input gate.
KERNEL lstmForward(float* gates, const float* bias, const Value* stateBefore, const float* cellBefore, Value* state,
                   float* cell, const int* lengths, int rows, int hidden, int step) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / hidden, unit = index % hidden;
    if (row < rows) {
      if (step < lengths[row]) {
        float* gate = gates + (long)row * 4 * hidden + unit;
        float newValue = tanhf(gate[0] + bias[unit]);
        float forget = 1.f / (1.f + expf(-(gate[hidden] + bias[hidden + unit])));
        float output = 1.f / (1.f + expf(-(gate[2 * hidden] + bias[2 * hidden + unit])));
        float input = 1.f / (1.f + expf(-(gate[3 * hidden] + bias[3 * hidden + unit])));
        float now = forget * cellBefore[index] + input * newValue;
        gate[0] = newValue;
        gate[hidden] = forget;
        gate[2 * hidden] = output;
        gate[3 * hidden] = input;
        cell[index] = now;
        state[index] = value(output * tanhf(now));
      } else {
        cell[index] = cellBefore[index];
        state[index] = stateBefore[index];
      }
    }
  }
}

// One step of a simple recurrent network: sums [row][hidden] gets tanh of itself and the bias.
KERNEL simpleForward(float* sums, const float* bias, const Value* stateBefore, Value* state, const int* lengths, int rows,
                     int hidden, int step) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / hidden, unit = index % hidden;
    if (row < rows) {
      if (step < lengths[row]) {
        float out = tanhf(sums[index] + bias[unit]);
        sums[index] = out;
        state[index] = value(out);
      } else {
        state[index] = stateBefore[index];
      }
    }
  }
}

// Where the gradient of a state comes from besides the next step.
struct Sources {
  const float* outputs;   // [position][row][width] from the layer above, or null at the top
  const float* features;  // [row][width] from the dense layer
  const int* chosen;      // [row][width] the step of the highest state, where that is pooled
  int width;
  int column;             // of the direction's first unit
  int pooling;
};

__device__ inline float gradientOfState(Sources sources, const float* recurrent, int row, int rows, int unit, int index,
                                        int step, int length, int backwards) {
  float gradient = recurrent ? recurrent[index] : 0;
  int column = sources.column + unit;
  if (sources.outputs) {
    int position = positionOf(step, length, backwards);
    return gradient + sources.outputs[((long)position * rows + row) * sources.width + column];
  }
  int feature = row * sources.width + column;
  if (sources.pooling == LAST) return step == length - 1 ? gradient + sources.features[feature] : gradient;
  if (sources.pooling == MEAN) return gradient + sources.features[feature] / length;
  return step == sources.chosen[feature] ? gradient + sources.features[feature] : gradient;
}

// One step back through an LSTM. sums [row][4 · hidden] gets the gradients of the sums of the gates; carried [row][hidden]
// is the gradient of the cell state, from the step after to that before. recurrent [row][hidden] is what the step after
// passes to the state, or null at the last step, where nothing is carried either.
KERNEL lstmBackward(Value* sums, const float* gates, const float* cellBefore, const float* cell, float* carried,
                    const float* recurrent, const float* outputs, const float* features, const int* chosen,
                    const int* lengths, int rows, int hidden, int step, int backwards, int width, int column, int pooling) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / hidden, unit = index % hidden;
    if (row < rows) {
      Value* sum = sums + (long)row * 4 * hidden + unit;
      if (step < lengths[row]) {
        const float* gate = gates + (long)row * 4 * hidden + unit;
        float newValue = gate[0], forget = gate[hidden], output = gate[2 * hidden], input = gate[3 * hidden];
        float ofState = gradientOfState({outputs, features, chosen, width, column, pooling}, recurrent, row, rows, unit,
                                        index, step, lengths[row], backwards);
        float squashed = tanhf(cell[index]);
        float ofCell = (recurrent ? carried[index] : 0) + ofState * output * (1 - squashed * squashed);
        carried[index] = ofCell * forget;
        sum[0] = value(ofCell * input * (1 - newValue * newValue));
        sum[hidden] = value(ofCell * cellBefore[index] * forget * (1 - forget));
        sum[2 * hidden] = value(ofState * squashed * output * (1 - output));
        sum[3 * hidden] = value(ofCell * newValue * input * (1 - input));
      } else {
        carried[index] = 0;
        for (int gate = 0; gate < 4; gate++) sum[gate * hidden] = value(0);
      }
    }
  }
}

// One step back through a simple recurrent network: see lstmBackward.
KERNEL simpleBackward(Value* sums, const float* states, const float* recurrent, const float* outputs,
                      const float* features, const int* chosen, const int* lengths, int rows, int hidden, int step,
                      int backwards, int width, int column, int pooling) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / hidden, unit = index % hidden;
    if (row < rows) {
      float gradient = 0;
      if (step < lengths[row]) {
        gradient = gradientOfState({outputs, features, chosen, width, column, pooling}, recurrent, row, rows, unit, index,
                                   step, lengths[row], backwards) *
                   (1 - states[index] * states[index]);
      }
      sums[index] = value(gradient);
    }
  }
}

// The states with which a batch begins: those that the batch before left for the rows named by origins, or zeros. What
// is not carried at all has no origins. cells are null where the kind of network has none.
KERNEL beginStates(Value* states, float* cells, const Value* leftStates, const float* leftCells, const int* origins,
                   int rows, int hidden) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / hidden, unit = index % hidden;
    if (row < rows) {
      int origin = origins ? origins[row] : -1;
      long from = (long)origin * hidden + unit;
      states[index] = origin < 0 ? value(0) : leftStates[from];
      if (cells) cells[index] = origin < 0 ? 0 : leftCells[from];
    }
  }
}

KERNEL keepStates(Value* leftStates, float* leftCells, const Value* states, const float* cells, int count) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    if (index < count) {
      leftStates[index] = states[index];
      leftCells[index] = cells[index];
    }
  }
}

// partial[chunk][column] = the sum of a chunk of rows of sums [row][columns]; a block takes THREADS columns of a chunk.
KERNEL sumColumns(float* partial, const Value* sums, int rows, int columns, int chunk) {
  EACH_THREAD {
    int column = blockIdx.x * THREADS + threadIdx.x;
    if (column < columns) {
      long first = (long)blockIdx.y * chunk;
      long end = first + chunk < rows ? first + chunk : rows;
      float sum = 0;
      for (long row = first; row < end; row++) sum += number(sums[row * columns + column]);
      partial[(long)blockIdx.y * columns + column] = sum;
    }
  }
}

// gradient[column] += the sum of the chunks.
KERNEL addChunks(float* gradient, const float* partial, int columns, int chunks) {
  EACH_THREAD {
    int column = blockIdx.x * THREADS + threadIdx.x;
    if (column < columns) {
      float sum = 0;
      for (int chunk = 0; chunk < chunks; chunk++) sum += partial[(long)chunk * columns + column];
      gradient[column] += sum;
    }
  }
}
