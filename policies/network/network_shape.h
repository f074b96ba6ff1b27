#pragma once
// The sizes of the networks and the tensors that they consist of; film_mlp.h and conditional_unet.h
// say how these are used. Needs no LibTorch.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace streambed {

enum class NetworkKind {
  kFilmMlp,         // the shared residual MLP
  kConditionalUnet  // diffusion policy's one-dimensional U-Net
};

struct NetworkShape {
  int input = 0;  // floats of what flows: one action or a whole chunk
  int output = 0;
  int condition = 0;  // floats of the encoded observation
  // The MLP.
  int hidden = 256;
  int blocks = 3;
  int observation_features = 224;
  int time_features = 32;
  // The U-Net: its input is a sequence of `length` steps, as is its output.
  NetworkKind kind = NetworkKind::kFilmMlp;
  int length = 0;
  std::array<int, 3> widths{};  // channels at each resolution, multiples of 8
  int time_embedding = 0;       // even
};

// The input's channels per step of the U-Net.
inline int unet_channels(const NetworkShape& shape) { return shape.input / shape.length; }
// A sequence of one action, or of an action and a latent, cannot be halved. There the U-Net
// resamples by linear layers over channels and steps, as streaming flow policy's does; longer
// chunks by strided convolutions.
inline bool resamples_linearly(const NetworkShape& shape) { return shape.length <= 2; }

// Sets the sizes of `shape.kind` by name: "small", "medium" or, for the U-Net, "paper". Changes
// nothing else. Throws UserError for a name that this kind of network does not have.
void set_size(NetworkShape& shape, std::string_view size);

// A residual block of the U-Net: `inputs` to `outputs` channels.
struct UnetBlock {
  std::string name;
  int inputs = 0, outputs = 0;
};
// In the order in which they run: two per way down, two in the middle, two per way up.
std::vector<UnetBlock> unet_blocks(const NetworkShape& shape);

struct TensorShape {
  std::string name;
  // {outputs, inputs} of a matrix, {outputs, inputs, taps} of a convolution ({inputs, outputs,
  // taps} of a transposed one), {outputs} of a bias.
  std::vector<std::int64_t> size;
};

// In the order of a flat parameter vector; a bias follows its weight.
std::vector<TensorShape> film_mlp_tensors(const NetworkShape& shape);
std::vector<TensorShape> unet_tensors(const NetworkShape& shape);
std::vector<TensorShape> network_tensors(const NetworkShape& shape);

// How many numbers a checkpoint of this network stores.
std::int64_t parameter_count(const NetworkShape& shape);
// How many weights and biases one network call reads, and how many are read once per plan, for its
// observation. What depends on flow time alone is in neither number.
struct WeightsRead {
  std::int64_t per_call = 0, per_plan = 0;
};
WeightsRead weights_read(const NetworkShape& shape);

}  // namespace streambed
