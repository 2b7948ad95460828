// A step of a recurrent cell as a kernel, by what states are stored in.
#include "cells.h"

#define CELL(name, compute, UNITS, Number, Sum)                                                                       \
  KERNEL name(Number* state, float* cell, const Sum* sums, const Sum* inputs, const float* bias, const int* tokens,   \
              const int* lengths, int rows, int hidden, int step, int stride, int backwards, Number* outputs,         \
              float* features, int capacity, int width, int column, int pooling) {                                    \
    compute<UNITS>(state, cell, sums, inputs, bias, tokens, lengths, rows, hidden, step, stride, backwards,           \
                   Sinks<Number>{outputs, features, capacity, width, column, pooling});                               \
  }

// Of any number of units, and of a multiple of as many as 16 bytes hold.
CELL(lstm, lstmStep, 1, float, float)
CELL(lstmWide, lstmStep, 4, float, float)
CELL(lstmFp16, lstmStep, 1, Half, Half)
CELL(lstmFp16Wide, lstmStep, 8, Half, Half)
CELL(lstmBf16, lstmStep, 1, Brain, float)
CELL(lstmBf16Wide, lstmStep, 8, Brain, float)
CELL(simple, simpleStep, 1, float, float)
CELL(simpleWide, simpleStep, 4, float, float)
CELL(simpleFp16, simpleStep, 1, Half, Half)
CELL(simpleFp16Wide, simpleStep, 8, Half, Half)
CELL(simpleBf16, simpleStep, 1, Brain, float)
CELL(simpleBf16Wide, simpleStep, 8, Brain, float)
