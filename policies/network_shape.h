#pragma once
// Sizes of the shared network. Torch-free.

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

}  // namespace streambed
