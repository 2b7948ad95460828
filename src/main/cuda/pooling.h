// What the dense layer gets: as Kernels.java numbers them.
#pragma once

constexpr int LAST = 0;
constexpr int MEAN = 1;
constexpr int MAX = 2;
