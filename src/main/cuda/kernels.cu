// The kernels of the engine `cuda` in single precision. compile.sh makes a file of PTX of each kernels*.cu, as a driver
// translates a file as a whole.
#include "gather.cu"
#include "product.cu"
#include "cells.cu"
#include "dense.cu"
