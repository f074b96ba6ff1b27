// The fused engine's arithmetic for x86-64-v3; CMakeLists.txt compiles it for that instruction set.

#define STREAMBED_ISA "x86-64-v3"
#define STREAMBED_WIDTH 8
#define STREAMBED_VECTORS 8
#define STREAMBED_FUNCTION fused_kernels_v3
#include "policies/engine/fused_kernels.inc"
