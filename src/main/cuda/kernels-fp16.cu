// The kernels of the engine `cuda` in half precision.
#include "cells.h"
#include "dense.cu"
#include "gather.cu"
#include "product16.h"

KERNEL productFp16(Half* result, const Half* left, const Half* right, int rows, int columns, int inner) {
  multiplied(result, left, right, rows, columns, inner);
}

// Of any number of units and of a multiple of eight.
CELL(lstmFp16, lstmStep, 1, Half, Half)
CELL(lstmFp16Wide, lstmStep, 8, Half, Half)
CELL(simpleFp16, simpleStep, 1, Half, Half)
CELL(simpleFp16Wide, simpleStep, 8, Half, Half)
