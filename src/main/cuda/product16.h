// Products of matrices of 16 bits, for machines without cuBLAS.
#pragma once
#include "numbers.h"
#include "phases.h"

// result[rows][columns] = left[rows][inner] · right[inner][columns], all row after row, in the tiles of product.cu. Sums are
// added up in single precision, in the order of the inner dimension.
template <typename Number, typename Sum>
__device__ inline void multiplied(Sum* result, const Number* left, const Number* right, int rows, int columns, int inner) {
  constexpr int TILE = 64, DEPTH = 16, SIDE = 4;
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
        leftTile[i % DEPTH][i / DEPTH] = row < rows && k < inner ? singleOf(left[(long)row * inner + k]) : 0;
      }
      for (int i = threadIdx.x; i < TILE * DEPTH; i += THREADS) {
        int k = first + i / TILE, column = firstColumn + i % TILE;
        rightTile[i / TILE][i % TILE] = k < inner && column < columns ? singleOf(right[(long)k * columns + column]) : 0;
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
        if (row < rows && column < columns) store(result + (long)row * columns + column, MINE(sums)[i * SIDE + j]);
      }
    }
  }
}
