// All steps in one launch in half precision, by how many texts are computed at most.
#include "persistent.h"

PERSISTENT(persistent8Fp16, 1, Half, Half)
PERSISTENT(persistent16Fp16, 2, Half, Half)
PERSISTENT(persistent32Fp16, 4, Half, Half)
