#pragma once
// Weights in 8 bits: every row of a matrix as whole numbers of -127 .. 127 times the row's scale, which
// halves a checkpoint. A scale has four significant bits, so that every product is a float16 exactly.

#include "policies/safetensors.h"

namespace streambed {

// Name of the tensor [rows] that holds the scales of the matrix `name` [rows, columns].
std::string scales_name(const std::string& name);

// Replaces the values of every matrix by the nearest multiples that 8 bits hold and adds its scales;
// tensors of other dimensions stay as they are.
void split_scales(TensorFile& file);
// The inverse: values again, and no scales. Throws std::invalid_argument, with what is wrong as the
// end of a sentence about the file, for scales that do not fit their matrix.
void join_scales(TensorFile& file);

}  // namespace streambed
