// The kernels of the engine `cuda` in the upper halves of singles.
#include "cells.h"
#include "dense.cu"
#include "gather.cu"
#include "product16.h"

KERNEL productBf16(float* result, const Brain* left, const Brain* right, int rows, int columns, int inner) {
  multiplied(result, left, right, rows, columns, inner);
}

// Of any number of units and of a multiple of eight.
CELL(lstmBf16, lstmStep, 1, Brain, float)
CELL(lstmBf16Wide, lstmStep, 8, Brain, float)
CELL(simpleBf16, simpleStep, 1, Brain, float)
CELL(simpleBf16Wide, simpleStep, 8, Brain, float)
