// What is done to all weights at once: clipping, Adam, the moving average, and the forms in which they are multiplied.
#include "../phases.h"
#include "update.h"
#include "value.h"

// Blocks that add up the squares of a layer's gradient, whatever its size: the sum is the same each time.
constexpr int PARTS = 256;

// partial[block] = a part of the sum of the squares. PARTS blocks.
KERNEL squares(float* partial, const float* gradient, int count) {
  __shared__ float sums[THREADS];
  EACH_THREAD {
    float sum = 0;
    for (long i = (long)blockIdx.x * THREADS + threadIdx.x; i < count; i += (long)PARTS * THREADS) {
      sum += gradient[i] * gradient[i];
    }
    sums[threadIdx.x] = sum;
  }
  SUM_UP(sums, THREADS);
  EACH_THREAD {
    if (threadIdx.x == 0) partial[blockIdx.x] = sums[0];
  }
}

// Adam as DL4J computes it (Kingma and Ba 2015) on the mean gradient, clipped to a norm by the squares of its layer; then
// the moving average of the weights where there is one, and the weights as products read them where that is another form.
KERNEL adam(float* weights, float* first, float* second, const float* gradients, const float* partial, float* average,
            Value* read, int count, const Update* update) {
  __shared__ float sums[PARTS];
  EACH_THREAD {
    sums[threadIdx.x] = partial[threadIdx.x];
  }
  SUM_UP(sums, PARTS);
  EACH_THREAD {
    long i = (long)blockIdx.x * THREADS + threadIdx.x;
    if (i < count) {
      float mean = sqrtf(sums[0]) / update->texts;
      float scale = (mean > update->norm ? update->norm / mean : 1) / update->texts;
      float gradient = gradients[i] * scale;
      float m = update->firstDecay * first[i] + update->firstShare * gradient;
      float v = update->secondDecay * second[i] + update->secondShare * (gradient * gradient);
      float weight = weights[i] - m * update->step / (sqrtf(v) + update->epsilon);
      first[i] = m;
      second[i] = v;
      weights[i] = weight;
      if (average) average[i] = update->averageDecay * average[i] + (1 - update->averageDecay) * weight;
      if (read) read[i] = value(weight);
    }
  }
}

// The weights as products read them.
KERNEL readable(Value* read, const float* weights, int count) {
  EACH_THREAD {
    long i = (long)blockIdx.x * THREADS + threadIdx.x;
    if (i < count) read[i] = value(weights[i]);
  }
}

// The weights between the states, some of which are dropped for this update. The first of them has that number.
KERNEL dropWeights(Value* read, const float* weights, int count, int number, const Update* update) {
  EACH_THREAD {
    long i = (long)blockIdx.x * THREADS + threadIdx.x;
    if (i < count) read[i] = value(weights[i] * scale(update->recurrent, (unsigned long long)number + i));
  }
}

// What is dropped has no gradient.
KERNEL dropGradients(float* gradients, int count, int number, const Update* update) {
  EACH_THREAD {
    long i = (long)blockIdx.x * THREADS + threadIdx.x;
    if (i < count) gradients[i] *= scale(update->recurrent, (unsigned long long)number + i);
  }
}

// to[column][row] = from[row][column].
KERNEL transpose(float* to, const float* from, int rows, int columns) {
  EACH_THREAD {
    long i = (long)blockIdx.x * THREADS + threadIdx.x;
    if (i < (long)rows * columns) to[i % columns * rows + i / columns] = from[i];
  }
}
