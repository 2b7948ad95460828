// What recurrent layers read while they are trained. Rows that have ended read zeros.
#include "../phases.h"
#include "../reading.h"
#include "update.h"
#include "value.h"

// inputs[step][row][:] = embedding[token] with what dropout leaves of it, and an adversarial perturbation where factors is
// not null: factors[row] · gradients[position][row][:] (Miyato et al. 2017).
// tokens is [row][steps], embedding [vocabulary][width].
KERNEL embed(Value* inputs, const float* embedding, const int* tokens, const int* lengths, int rows, int steps, int width,
             int vocabulary, int backwards, const float* factors, const float* gradients, int place, const Update* update) {
  EACH_THREAD {
    long index = (long)blockIdx.x * THREADS + threadIdx.x;
    if (index < (long)rows * steps * width) {
      int column = index % width;
      int row = index / width % rows;
      int step = index / width / rows;
      float input = 0;
      if (step < lengths[row]) {
        int position = positionOf(step, lengths[row], backwards);
        int token = tokens[(long)row * steps + position];
        input = embedding[(long)token * width + column] *
                embeddingScale(update, row, token, vocabulary, column, width);
        if (factors) input += factors[row] * gradients[((long)position * rows + row) * width + column];
        input *= inputScale(update, place, row, step, width, column);
      }
      inputs[index] = value(input);
    }
  }
}

// inputs[step][row][:] = the states of the layer below at that position, both directions side by side. forwards and
// backwards are [step][row][hidden] as each direction reads; the latter is null where there is one direction.
KERNEL join(Value* inputs, const Value* forwards, const Value* backwards, const int* lengths, int rows, int steps,
            int hidden, int reversed, int place, const Update* update) {
  EACH_THREAD {
    int width = backwards ? 2 * hidden : hidden;
    long index = (long)blockIdx.x * THREADS + threadIdx.x;
    if (index < (long)rows * steps * width) {
      int column = index % width;
      int row = index / width % rows;
      int step = index / width / rows;
      float input = 0;
      if (step < lengths[row]) {
        int position = positionOf(step, lengths[row], reversed);
        const Value* states = column < hidden ? forwards : backwards;
        int stateStep = positionOf(position, lengths[row], column >= hidden);
        input = number(states[((long)stateStep * rows + row) * hidden + column % hidden]) *
                inputScale(update, place, row, step, width, column);
      }
      inputs[index] = value(input);
    }
  }
}

// gradients[position][row][:] = that of the loss with respect to what the layer or the embedding gave there: what the
// directions of the layer above pass back, each as it reads.
KERNEL passBack(float* gradients, const float* forwards, const float* backwards, const int* lengths, int rows, int steps,
                int width, int place, const Update* update) {
  EACH_THREAD {
    long index = (long)blockIdx.x * THREADS + threadIdx.x;
    if (index < (long)rows * steps * width) {
      int column = index % width;
      int row = index / width % rows;
      int position = index / width / rows;
      float gradient = 0;
      if (position < lengths[row]) {
        gradient = forwards[index] * inputScale(update, place, row, position, width, column);
        if (backwards) {
          int step = lengths[row] - 1 - position;
          gradient += backwards[((long)step * rows + row) * width + column] *
                      inputScale(update, place + 1, row, step, width, column);
        }
      }
      gradients[index] = gradient;
    }
  }
}
