// Products while a network is trained, for machines without cuBLAS.
#include "../phases.h"
#include "value.h"

constexpr int SQUARE = 16;  // rows, columns and inner values of a block's part: a thread has one of each

// result[row][column] = (added ? result[row][column] : 0) + the sum of left(row, i) · right(i, column), where left(row, i) is
// left[row · leftRow + i · leftInner], and right alike: so each may lie transposed. A sum has the order of i.
KERNEL matrices(float* result, const Value* left, const Value* right, int rows, int columns, int inner, int leftRow,
                int leftInner, int rightInner, int rightColumn, int added) {
  __shared__ float leftTile[SQUARE][SQUARE + 1];
  __shared__ float rightTile[SQUARE][SQUARE + 1];
  PER_THREAD(float, sum, 1);
  EACH_THREAD { MINE(sum)[0] = 0; }
  for (int first = 0; first < inner; first += SQUARE) {
    EACH_THREAD {
      int down = threadIdx.x / SQUARE, across = threadIdx.x % SQUARE;
      long row = (long)blockIdx.y * SQUARE + down, column = (long)blockIdx.x * SQUARE + across;
      leftTile[down][across] =
          row < rows && first + across < inner ? number(left[row * leftRow + (long)(first + across) * leftInner]) : 0;
      rightTile[down][across] = first + down < inner && column < columns
                                    ? number(right[(long)(first + down) * rightInner + column * rightColumn])
                                    : 0;
    }
    __syncthreads();
    EACH_THREAD {
      int down = threadIdx.x / SQUARE, across = threadIdx.x % SQUARE;
      for (int i = 0; i < SQUARE; i++) MINE(sum)[0] += leftTile[down][i] * rightTile[i][across];
    }
    __syncthreads();
  }
  EACH_THREAD {
    long row = (long)blockIdx.y * SQUARE + threadIdx.x / SQUARE;
    long column = (long)blockIdx.x * SQUARE + threadIdx.x % SQUARE;
    if (row < rows && column < columns) {
      float before = added ? result[row * columns + column] : 0;
      result[row * columns + column] = before + MINE(sum)[0];
    }
  }
}
