// All kernels of the engine `cuda`, which compile.sh makes one file of PTX of.
#include "gather.cu"
#include "product.cu"
#include "product16.cu"
#include "cells.cu"
#include "dense.cu"
