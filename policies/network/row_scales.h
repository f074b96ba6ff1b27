#pragma once
// Weights in 8 bits: each row of a matrix is stored as whole numbers from -127 to 127 and one scale
// by which they are multiplied, which halves a checkpoint. A scale has four significant bits, so
// each product is exactly a 16-bit float.

#include "policies/network/safetensors.h"

namespace streambed {

// Name of the tensor [rows] that holds the scales of the matrix `name` [rows, columns].
std::string scales_name(const std::string& name);

// Replaces the values of every matrix by the nearest multiples that 8 bits hold and adds its
// scales; tensors of other dimensions stay as they are.
void split_scales(TensorFile& file);
// The inverse: multiplies the scales in and removes them. Throws std::invalid_argument for scales
// that do not fit their matrix; its text is the end of a sentence that begins with the file's name.
void join_scales(TensorFile& file);

}  // namespace streambed
