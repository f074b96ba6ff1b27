#include "policies/network/conditional_unet.h"

#include "sim/base/error.h"

namespace streambed {
namespace {

constexpr int kGroups = 8;  // of the group norms

}  // namespace

ConditionalUnet::ConditionalUnet(const NetworkShape& shape, torch::Device device)
    : Network(shape, device), as_mlp_(shape.length == 1), blocks_(unet_blocks(shape)) {
  if (!resamples_linearly(shape) && shape.length % 4 != 0) {
    throw UserError("network=unet halves a chunk twice: prediction_horizon " +
                    std::to_string(shape.length) + " is no multiple of 4; change it");
  }
}

// The columns of all blocks' FiLM matrices that belong to one part of the condition, one block
// below the other.
torch::Tensor ConditionalUnet::film_columns(std::int64_t first, std::int64_t count) const {
  std::vector<torch::Tensor> rows;
  for (const UnetBlock& block : blocks_) {
    rows.push_back(parameter(block.name + ".film.weight").narrow(1, first, count));
  }
  return torch::cat(rows);
}

torch::Tensor ConditionalUnet::time_film(const torch::Tensor& t) const {
  const int embedding = shape().time_embedding;
  auto y = sinusoidal(t, embedding);
  y = linear(torch::mish(linear(y, "time.first")), "time.second");
  return product(torch::mish(y), film_columns(0, embedding));
}

torch::Tensor ConditionalUnet::observation_film(const torch::Tensor& condition) const {
  std::vector<torch::Tensor> biases;
  for (const UnetBlock& block : blocks_) biases.push_back(parameter(block.name + ".film.bias"));
  return linear(torch::mish(condition), film_columns(shape().time_embedding, shape().condition),
                torch::cat(biases));
}

torch::Tensor ConditionalUnet::convolve(const torch::Tensor& h, const std::string& name) const {
  const auto& weight = parameter(name + ".weight");
  const auto& bias = parameter(name + ".bias");
  const std::int64_t taps = weight.size(2);
  if (!as_mlp_) return torch::conv1d(h, weight, bias, 1, taps / 2);
  const auto frozen = middle_taps_.find(name);
  return linear(h, frozen != middle_taps_.end() ? frozen->second : weight.select(2, taps / 2),
                bias);
}

torch::Tensor ConditionalUnet::convolution_block(const torch::Tensor& h,
                                                 const std::string& name) const {
  return torch::mish(torch::group_norm(convolve(h, name + ".convolution"), kGroups,
                                       parameter(name + ".norm.weight"),
                                       parameter(name + ".norm.bias")));
}

torch::Tensor ConditionalUnet::residual_block(const torch::Tensor& h, const UnetBlock& block,
                                              const torch::Tensor& film) const {
  auto scale = film.narrow(1, 0, block.outputs),
       shift = film.narrow(1, block.outputs, block.outputs);
  if (!as_mlp_) {
    scale = scale.unsqueeze(2);
    shift = shift.unsqueeze(2);
  }
  const auto y = torch::addcmul(shift, convolution_block(h, block.name + ".first"), scale);
  return convolution_block(y, block.name + ".second") +
         (block.inputs == block.outputs ? h : convolve(h, block.name + ".residual"));
}

torch::Tensor ConditionalUnet::resample(const torch::Tensor& h, const std::string& name,
                                        bool up) const {
  if (resamples_linearly(shape())) return linear(h.flatten(1), name).view(h.sizes());
  const auto& weight = parameter(name + ".weight");
  const auto& bias = parameter(name + ".bias");
  return up ? torch::conv_transpose1d(h, weight, bias, 2, 1) : torch::conv1d(h, weight, bias, 2, 1);
}

torch::Tensor ConditionalUnet::body(const torch::Tensor& x, const torch::Tensor& film) const {
  auto h = x;
  if (!as_mlp_) h = x.view({x.size(0), shape().length, unet_channels(shape())}).transpose(1, 2);

  // Blocks come in pairs, with something after each pair: down0 down1 down2 middle up1 up0.
  std::int64_t offset = 0;
  std::size_t next = 0;
  const auto pair_of_blocks = [&] {
    for (int i = 0; i < 2; ++i) {
      const UnetBlock& block = blocks_[next++];
      h = residual_block(h, block, film.narrow(1, offset, 2 * block.outputs));
      offset += 2 * block.outputs;
    }
  };
  pair_of_blocks();
  h = resample(h, "down0.resample", false);
  pair_of_blocks();
  const auto middle_resolution = h;
  h = resample(h, "down1.resample", false);
  pair_of_blocks();
  const auto low_resolution = h;
  pair_of_blocks();
  h = torch::cat({h, low_resolution}, 1);
  pair_of_blocks();
  h = resample(h, "up1.resample", true);
  h = torch::cat({h, middle_resolution}, 1);
  pair_of_blocks();
  h = resample(h, "up0.resample", true);

  h = convolve(convolution_block(h, "output"), "output.last");
  return as_mlp_ ? h : h.transpose(1, 2).reshape({x.size(0), shape().output});
}

void ConditionalUnet::freeze() {
  if (!as_mlp_) return;
  torch::NoGradGuard no_grad;
  for (const TensorShape& tensor : unet_tensors(shape())) {
    if (tensor.size.size() != 3) continue;
    const std::string name = tensor.name.substr(0, tensor.name.rfind('.'));
    middle_taps_[name] = parameter(tensor.name).detach().select(2, tensor.size[2] / 2).contiguous();
  }
}

}  // namespace streambed
