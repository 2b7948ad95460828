// All steps in one launch in the upper halves of singles, by how many texts are computed at most.
#include "persistent.h"

PERSISTENT(persistent8Bf16, 1, Brain, float)
PERSISTENT(persistent16Bf16, 2, Brain, float)
PERSISTENT(persistent32Bf16, 4, Brain, float)
