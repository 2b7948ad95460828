// All kernels that train a network, which compile.sh makes files of PTX of: for fp32, and with -DBF16 for bf16.
#include "training/answer.cu"
#include "training/cells.cu"
#include "training/embedding.cu"
#include "training/inputs.cu"
#include "training/matrices.cu"
#include "training/softmax.cu"
#include "training/weights.cu"
