#pragma once
// The shared network's sizes and the tensors that it consists of (film_mlp.h says what they do).
// Torch-free.

#include <cstdint>
#include <string>
#include <vector>

namespace streambed {

struct NetworkShape {
  int input = 0;  // floats of what flows: one action or a whole chunk
  int output = 0;
  int condition = 0;  // floats of the encoded observation
  int hidden = 256;
  int blocks = 3;
  int observation_features = 224;
  int time_features = 32;
};

struct TensorShape {
  std::string name;
  std::vector<std::int64_t> size;  // {outputs, inputs} of a weight, {outputs} of a bias
};

// In the order of a flat parameter vector; a bias follows its weight.
std::vector<TensorShape> film_mlp_tensors(const NetworkShape& shape);

}  // namespace streambed
