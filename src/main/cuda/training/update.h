// What changes from one update of the weights to the next, in the memory of the device: a graph of launches stays the same.
#pragma once

// Numbers that a sequence of random draws gives, as java.util.SplittableRandom does (Steele et al. 2014): the draw at an
// index follows from the index alone.
struct Draws {
  unsigned long long seed;
  unsigned long long bound;  // the share that is dropped, times 2^53; 0 drops none
};

// As Update.java writes it.
struct Update {
  Draws tokens;     // index: row · vocabulary + token
  Draws columns;    // index: row · embedding size + column
  Draws recurrent;  // index: number of the weight, counted over all recurrent matrices
  Draws inputs;     // of a place: see dropped()
  float step;       // learning rate, with the corrections of both moments
  float firstDecay;
  float firstShare;
  float secondDecay;
  float secondShare;
  float epsilon;
  float averageDecay;
  float norm;       // to which the gradient of each layer is clipped
  float texts;      // by which the sums over the batch are divided
  float distance;   // of an adversarial perturbation
  int rows;         // of the batch; further rows are empty
  int segments;     // of equal tokens: see embedding.cu
  int words;        // different tokens of the batch
};

__device__ inline unsigned long long draw(unsigned long long seed, unsigned long long index) {
  unsigned long long mixed = seed + (index + 1) * 0x9e3779b97f4a7c15ull;
  mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9ull;
  mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebull;
  return (mixed ^ mixed >> 31) >> 11;
}

// 0 for what is dropped, and what raises the others so that their expected sum stays (Srivastava et al. 2014).
__device__ inline float scale(Draws draws, unsigned long long index) {
  if (draws.bound == 0) return 1;
  return draw(draws.seed, index) < draws.bound ? 0.f : (float)(1 / (1 - draws.bound * 0x1p-53));
}

// The scale of an input of a layer. Place counts the layers and their directions: each drops inputs of its own.
__device__ inline float inputScale(const Update* update, int place, int row, int step, int width, int column) {
  Draws draws = update->inputs;
  if (draws.bound == 0) return 1;
  draws.seed += place * 0x632be59bd9b4e019ull;
  return scale(draws, ((unsigned long long)row * 65536 + step) * width + column);
}

__device__ inline float embeddingScale(const Update* update, int row, int token, int vocabulary, int column, int width) {
  return scale(update->tokens, (unsigned long long)row * vocabulary + token) *
         scale(update->columns, (unsigned long long)row * width + column);
}
