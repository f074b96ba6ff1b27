// The fused engine's arithmetic for x86-64-v4; CMakeLists.txt compiles it for that instruction set.

#define STREAMBED_ISA "x86-64-v4"
#define STREAMBED_WIDTH 16
#define STREAMBED_VECTORS 16
#define STREAMBED_FUNCTION fused_kernels_v4
#include "policies/engine/fused_kernels.inc"
