// Where a direction of a layer is in a text.
#pragma once

// The position that a direction reads at a step: one that reads backwards begins at the last.
__device__ inline int positionOf(int step, int length, bool backwards) {
  return backwards ? length - 1 - step : step;
}
