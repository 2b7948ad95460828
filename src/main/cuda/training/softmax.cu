// The loss of a language model.
#include "../phases.h"
#include "value.h"

// A block a row of scores [row][vocabulary], without biases: losses[row], the cross entropy of the softmax with the target
// (nothing for a negative one), and slopes[row][:], its gradient with respect to the scores.
KERNEL nextToken(Value* slopes, float* losses, const float* scores, const float* biases, const int* targets,
                 int vocabulary) {
  __shared__ float partial[THREADS];
  PER_THREAD(float, largest, 1);
  long first = (long)blockIdx.x * vocabulary;
  int target = targets[blockIdx.x];
  EACH_THREAD {
    float most = -INFINITY;
    for (int i = threadIdx.x; i < vocabulary; i += THREADS) most = fmaxf(most, scores[first + i] + biases[i]);
    partial[threadIdx.x] = most;
  }
  __syncthreads();
  for (int half = THREADS / 2; half > 0; half /= 2) {
    EACH_THREAD {
      if (threadIdx.x < half) partial[threadIdx.x] = fmaxf(partial[threadIdx.x], partial[threadIdx.x + half]);
    }
    __syncthreads();
  }
  EACH_THREAD { MINE(largest)[0] = partial[0]; }
  __syncthreads();
  EACH_THREAD {
    float sum = 0;
    for (int i = threadIdx.x; i < vocabulary; i += THREADS) sum += expf(scores[first + i] + biases[i] - MINE(largest)[0]);
    partial[threadIdx.x] = sum;
  }
  SUM_UP(partial, THREADS);
  EACH_THREAD {
    for (int i = threadIdx.x; i < vocabulary; i += THREADS) {
      float share = expf(scores[first + i] + biases[i] - MINE(largest)[0]) / partial[0];
      slopes[first + i] = value(target < 0 ? 0 : i == target ? share - 1 : share);
    }
    if (threadIdx.x == 0) {
      losses[blockIdx.x] =
          target < 0 ? 0 : MINE(largest)[0] + logf(partial[0]) - scores[first + target] - biases[target];
    }
  }
}
