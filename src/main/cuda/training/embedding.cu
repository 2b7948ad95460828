// The gradient of the embedding: for each token the sum over the places where a batch has it, always in the same order. The
// host sorts the places by token and cuts them into segments of one token, which a block each adds up; then a block each
// adds up the segments of a token.
#include "../phases.h"
#include "update.h"

// partial[segment][:] = the sum of gradients[position][row][:] over the places of a segment, with what dropout left of them.
// places are position · rows + row; starts has one more entry than there are segments; tokenOf is [segment].
KERNEL addPlaces(float* partial, const float* gradients, const int* places, const int* starts, const int* tokenOf, int rows,
                 int width, int vocabulary, int blocks, const Update* update) {
  for (int segment = blockIdx.x; segment < update->segments; segment += blocks) {
    EACH_THREAD {
      for (int column = threadIdx.x; column < width; column += THREADS) {
        float sum = 0;
        for (int at = starts[segment]; at < starts[segment + 1]; at++) {
          int row = places[at] % rows;
          sum += gradients[(long)places[at] * width + column] *
                 embeddingScale(update, row, tokenOf[segment], vocabulary, column, width);
        }
        partial[(long)segment * width + column] = sum;
      }
    }
  }
}

// gradient[token][:] += the sum of its segments; firsts has one more entry than there are different tokens.
KERNEL addSegments(float* gradient, const float* partial, const int* firsts, const int* tokenOf, int width, int blocks,
                   const Update* update) {
  for (int word = blockIdx.x; word < update->words; word += blocks) {
    EACH_THREAD {
      int token = tokenOf[firsts[word]];
      for (int column = threadIdx.x; column < width; column += THREADS) {
        float sum = 0;
        for (int segment = firsts[word]; segment < firsts[word + 1]; segment++) {
          sum += partial[(long)segment * width + column];
        }
        gradient[(long)token * width + column] += sum;
      }
    }
  }
}

// A block a row: factors[row], by which the gradients of its embeddings are multiplied to move them by the distance that the
// update names, times the root of their mean square (Miyato et al. 2017; see AdversarialPass).
// embedding is [vocabulary][width], tokens [row][steps], gradients [position][row][width].
KERNEL perturbation(float* factors, const float* embedding, const float* gradients, const int* tokens, const int* lengths,
                    int rows, int steps, int width, int vocabulary, const Update* update) {
  __shared__ float squares[THREADS];
  __shared__ float slopes[THREADS];
  int row = blockIdx.x;
  EACH_THREAD {
    float ofVectors = 0, ofGradients = 0;
    for (int at = threadIdx.x; at < lengths[row] * width; at += THREADS) {
      int position = at / width, column = at % width;
      int token = tokens[(long)row * steps + position];
      float vector =
          embedding[(long)token * width + column] * embeddingScale(update, row, token, vocabulary, column, width);
      float gradient = gradients[((long)position * rows + row) * width + column];
      ofVectors += vector * vector;
      ofGradients += gradient * gradient;
    }
    squares[threadIdx.x] = ofVectors;
    slopes[threadIdx.x] = ofGradients;
  }
  __syncthreads();
  for (int half = THREADS / 2; half > 0; half /= 2) {
    EACH_THREAD {
      if (threadIdx.x < half) {
        squares[threadIdx.x] += squares[threadIdx.x + half];
        slopes[threadIdx.x] += slopes[threadIdx.x + half];
      }
    }
    __syncthreads();
  }
  EACH_THREAD {
    if (threadIdx.x == 0) {
      float length = sqrtf(slopes[0]);
      // A text without a gradient is not perturbed.
      factors[row] = length > 0 ? update->distance * sqrtf(squares[0] / ((float)lengths[row] * width)) / length : 0;
    }
  }
}
