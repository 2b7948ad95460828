// Pooling, the dense layer and the loss.
#include "../phases.h"
#include "../pooling.h"
#include "update.h"
#include "value.h"

// features[row][column + unit] = what pooling leaves of the states [step][row][hidden] of a direction; chosen gets the
// step of the highest where that is pooled.
KERNEL poolStates(float* features, int* chosen, const Value* states, const int* lengths, int rows, int hidden, int width,
                  int column, int pooling) {
  EACH_THREAD {
    int index = blockIdx.x * THREADS + threadIdx.x;
    int row = index / hidden, unit = index % hidden;
    if (row < rows) {
      int length = lengths[row];
      float pooled = 0;
      int step = 0;
      if (pooling == LAST) {
        if (length > 0) pooled = number(states[((long)(length - 1) * rows + row) * hidden + unit]);
      } else {
        for (int at = 0; at < length; at++) {
          float state = number(states[((long)at * rows + row) * hidden + unit]);
          if (pooling == MEAN) {
            pooled += state / length;
          } else if (at == 0 || state > pooled) {
            pooled = state;
            step = at;
          }
        }
      }
      features[row * width + column + unit] = pooled;
      chosen[row * width + column + unit] = step;
    }
  }
}

// DL4J keeps answers so far from 0 and 1 where it takes their logarithm.
constexpr float CLIPPED = 1e-5f;

// A block a row: losses[row] and slopes[row], the cross entropy of the answer and its gradient with respect to the log
// odds, each times the weight of the row; then gradients[row][:], that with respect to the features.
// targets and weights are [row]; the dense layer drops inputs as recurrent layers do.
KERNEL answer(float* losses, float* slopes, float* gradients, float* features, const float* dense, const float* bias,
              const float* targets, const float* weights, int width, int place, const Update* update) {
  __shared__ float partial[THREADS];
  int row = blockIdx.x;
  EACH_THREAD {
    float sum = 0;
    for (int i = threadIdx.x; i < width; i += THREADS) {
      float feature = features[row * width + i] * inputScale(update, place, row, 0, width, i);
      features[row * width + i] = feature;
      sum += feature * dense[i];
    }
    partial[threadIdx.x] = sum;
  }
  SUM_UP(partial, THREADS);
  EACH_THREAD {
    float probability = 1.f / (1.f + expf(-(partial[0] + bias[0])));
    float clipped = fminf(fmaxf(probability, CLIPPED), 1 - CLIPPED);
    float target = targets[row];
    float weight = row < update->rows ? weights[row] : 0;
    float slope = weight * (clipped - target) / (clipped * (1 - clipped)) * probability * (1 - probability);
    if (threadIdx.x == 0) {
      losses[row] = -weight * (target * logf(clipped) + (1 - target) * logf(1 - clipped));
      slopes[row] = slope;
    }
    for (int i = threadIdx.x; i < width; i += THREADS) {
      gradients[row * width + i] = slope * dense[i] * inputScale(update, place, row, 0, width, i);
    }
  }
}

// gradient[column] += slopes · features[:][column]; that of the bias, at width, += the sum of the slopes.
KERNEL denseGradient(float* gradient, float* biasGradient, const float* slopes, const float* features, int rows,
                     int width) {
  EACH_THREAD {
    int column = blockIdx.x * THREADS + threadIdx.x;
    if (column <= width) {
      float sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += column < width ? slopes[row] * features[row * width + column] : slopes[row];
      }
      if (column < width) {
        gradient[column] += sum;
      } else {
        biasGradient[0] += sum;
      }
    }
  }
}

// One block: loss[0] = the mean of the rows' losses.
KERNEL meanLoss(float* loss, const float* losses, int rows, const Update* update) {
  __shared__ float partial[THREADS];
  EACH_THREAD {
    float sum = 0;
    for (int row = threadIdx.x; row < rows; row += THREADS) sum += losses[row];
    partial[threadIdx.x] = sum;
  }
  SUM_UP(partial, THREADS);
  EACH_THREAD {
    if (threadIdx.x == 0) loss[0] = partial[0] / update->texts;
  }
}
