// The dense layer: a probability of what pooling left of each text.
#pragma once
#include "phases.h"

// probabilities[row] = sigmoid(features[row][:] · weights + bias). A block a row; of a mean, features holds the sum over
// the steps.
KERNEL dense(float* probabilities, const float* features, const float* weights, float bias, const int* lengths, int width,
             int mean) {
  __shared__ float partial[THREADS];
  int row = blockIdx.x;
  EACH_THREAD {
    float sum = 0;
    for (int i = threadIdx.x; i < width; i += THREADS) sum += features[(long)row * width + i] * weights[i];
    partial[threadIdx.x] = sum;
  }
  SUM_UP(partial, THREADS);
  EACH_THREAD {
    if (threadIdx.x == 0) {
      float sum = mean ? partial[0] / lengths[row] : partial[0];
      probabilities[row] = 1.f / (1.f + expf(-(sum + bias)));
    }
  }
}
