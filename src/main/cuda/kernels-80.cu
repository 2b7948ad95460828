// The kernels of the engine `cuda` that take a GPU of compute capability 8.0, which compile.sh makes one file of PTX of.
#include "persistent.cu"
