// A step of a recurrent cell as a kernel in single precision, of any number of units and of a multiple of four.
#include "cells.h"

CELL(lstm, lstmStep, 1, float, float)
CELL(lstmWide, lstmStep, 4, float, float)
CELL(simple, simpleStep, 1, float, float)
CELL(simpleWide, simpleStep, 4, float, float)
