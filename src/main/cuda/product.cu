// A product of matrices in single precision, for machines without cuBLAS.
#include "phases.h"

constexpr int TILE = 64;   // rows and columns of a block's part of the result
constexpr int DEPTH = 16;  // how much of the inner dimension a block holds at a time
constexpr int SIDE = 4;    // rows and columns of a thread's part

// result[rows][columns] = left[rows][inner] · right[inner][columns], all row after row.
//
// A block computes TILE × TILE results, a thread SIDE × SIDE of them, SIDE apart by a sixteenth of the tile so that
// threads side by side read words side by side. Each sum is added up in the order of the inner dimension, whatever the
// shape: a row gets the same result in every batch.
KERNEL product(float* result, const float* left, const float* right, int rows, int columns, int inner) {
  __shared__ float leftTile[DEPTH][TILE + 1];
  __shared__ float rightTile[DEPTH][TILE];
  PER_THREAD(float, sums, SIDE * SIDE);
  int firstRow = blockIdx.y * TILE;
  int firstColumn = blockIdx.x * TILE;
  EACH_THREAD {
    for (int i = 0; i < SIDE * SIDE; i++) MINE(sums)[i] = 0;
  }
  for (int first = 0; first < inner; first += DEPTH) {
    EACH_THREAD {
      for (int i = threadIdx.x; i < TILE * DEPTH; i += THREADS) {
        int row = firstRow + i / DEPTH, k = first + i % DEPTH;
        leftTile[i % DEPTH][i / DEPTH] = row < rows && k < inner ? left[(long)row * inner + k] : 0;
      }
      for (int i = threadIdx.x; i < TILE * DEPTH; i += THREADS) {
        int k = first + i / TILE, column = firstColumn + i % TILE;
        rightTile[i / TILE][i % TILE] = k < inner && column < columns ? right[(long)k * columns + column] : 0;
      }
    }
    __syncthreads();
    EACH_THREAD {
      int down = threadIdx.x / (TILE / SIDE), across = threadIdx.x % (TILE / SIDE);
      for (int k = 0; k < DEPTH; k++) {
        for (int i = 0; i < SIDE; i++) {
          for (int j = 0; j < SIDE; j++) {
            MINE(sums)[i * SIDE + j] +=
                leftTile[k][i * (TILE / SIDE) + down] * rightTile[k][j * (TILE / SIDE) + across];
          }
        }
      }
    }
    __syncthreads();
  }
  EACH_THREAD {
    int down = threadIdx.x / (TILE / SIDE), across = threadIdx.x % (TILE / SIDE);
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        int row = firstRow + i * (TILE / SIDE) + down, column = firstColumn + j * (TILE / SIDE) + across;
        if (row < rows && column < columns) result[(long)row * columns + column] = MINE(sums)[i * SIDE + j];
      }
    }
  }
}
