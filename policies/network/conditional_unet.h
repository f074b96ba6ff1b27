#pragma once
// Diffusion policy's conditional one-dimensional U-Net over the steps of a chunk (Chi et al., RSS
// 2023), and the form of it that streaming flow policy runs on one action (Jiang et al., CoRL
// 2025). Includes LibTorch's headers, so only .cc files of policies/ may include it.
//
//   block:  y = mish(norm(conv5(h)));  y = scale * y + shift;  y = mish(norm(conv5(y)));
//           h = y + residual(h)
//   (scale, shift) of a block = F [mish(time) | mish(observation)] + b
//   two blocks at each of three resolutions on the way down, two in the middle, two at each of two
//   resolutions on the way up, which also see what the way down had there; then conv5, norm, mish,
//   conv1
//
// As published, the output of the first resolution is not passed to the way up, and the way up
// resamples at both of its resolutions. mish acts on each entry of the condition, so the parts of
// time and of observation can be computed separately. On a sequence of one step, all but the middle
// tap of each convolution see nothing but padding. There the network is an MLP, and runs as one
// unless it is told not to.

#include <cstdint>

#include "policies/network/network.h"

namespace streambed {

class ConditionalUnet final : public Network {
 public:
  // Throws UserError for a chunk whose length is no multiple of 4 and longer than 2.
  ConditionalUnet(const NetworkShape& shape, torch::Device device);

  // The two FiLM parts are [B, sum over blocks of 2 * outputs].
  torch::Tensor time_film(const torch::Tensor& t) const override;
  torch::Tensor observation_film(const torch::Tensor& condition) const override;
  torch::Tensor body(const torch::Tensor& x, const torch::Tensor& film) const override;
  void freeze() override;

  // Runs the convolutions as such on one step too: the published form, five times the work.
  void use_convolutions() { as_mlp_ = false; }

 private:
  torch::Tensor film_columns(std::int64_t first, std::int64_t count) const;
  // `h` is [B, channels, length], or [B, channels] when the network runs as an MLP.
  torch::Tensor convolve(const torch::Tensor& h, const std::string& name) const;
  torch::Tensor convolution_block(const torch::Tensor& h, const std::string& name) const;
  torch::Tensor residual_block(const torch::Tensor& h, const UnetBlock& block,
                               const torch::Tensor& film) const;
  torch::Tensor resample(const torch::Tensor& h, const std::string& name, bool up) const;

  bool as_mlp_ = false;
  std::vector<UnetBlock> blocks_;
  std::map<std::string, torch::Tensor> middle_taps_;  // of frozen weights, contiguous
};

}  // namespace streambed
