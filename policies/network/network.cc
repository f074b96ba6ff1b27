#include "policies/network/network.h"

#include <cmath>

#include "policies/network/conditional_unet.h"
#include "policies/network/film_mlp.h"
#include "sim/base/error.h"

namespace streambed {
namespace {

std::int64_t element_count(const std::vector<std::int64_t>& size) {
  std::int64_t out = 1;
  for (const std::int64_t n : size) out *= n;
  return out;
}

}  // namespace

Network::Network(const NetworkShape& shape, torch::Device device) : shape_(shape) {
  const std::vector<TensorShape> shapes = network_tensors(shape);
  const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(device);
  flat_ = torch::zeros({parameter_count(shape)}, options);
  flat_gradient_ = torch::zeros({parameter_count(shape)}, options);

  std::int64_t offset = 0;
  for (const TensorShape& p : shapes) {
    const std::int64_t count = element_count(p.size);
    auto view = flat_.narrow(0, offset, count).view(p.size).detach();
    view.set_requires_grad(true);
    view.mutable_grad() = flat_gradient_.narrow(0, offset, count).view(p.size);
    parameters_.emplace_back(p.name, view);
    offset += count;
  }
}

void Network::initialise(Rng rng) {
  torch::NoGradGuard no_grad;
  // A bias follows its weight in the layout and shares its fan-in.
  double bound = 0;
  for (auto& [name, value] : parameters_) {
    if (name.ends_with("norm.weight") || name.ends_with("norm.bias")) {
      value.fill_(name.ends_with("weight") ? 1 : 0);
      continue;
    }
    if (value.dim() >= 2) {
      bound = 1 / std::sqrt(static_cast<double>(value.numel() / value.size(0)));
    }
    Rng stream = rng.fork(name);
    std::vector<float> draws(static_cast<std::size_t>(value.numel()));
    for (float& draw : draws) draw = static_cast<float>(stream.uniform(-bound, bound));
    value.copy_(torch::from_blob(draws.data(), value.sizes(), torch::kFloat32));
  }
}

const torch::Tensor& Network::parameter(const std::string& name) const {
  for (const auto& [candidate, value] : parameters_) {
    if (candidate == name) return value;
  }
  throw std::logic_error("no parameter " + name);
}

torch::Tensor Network::product(const torch::Tensor& x, const torch::Tensor& weight) const {
  if (!half_products_) return torch::mm(x, weight.t());
  return torch::mm(x.to(torch::kBFloat16), weight.t().to(torch::kBFloat16)).to(torch::kFloat32);
}

torch::Tensor Network::linear(const torch::Tensor& x, const std::string& name) const {
  return linear(x, parameter(name + ".weight"), parameter(name + ".bias"));
}

torch::Tensor Network::linear(const torch::Tensor& x, const torch::Tensor& weight,
                              const torch::Tensor& bias) const {
  if (half_products_) return product(x, weight) + bias;
  return torch::addmm(bias, x, weight.t());
}

std::map<std::string, TensorValue> Network::save() const {
  std::map<std::string, TensorValue> out;
  for (const auto& [name, value] : parameters_) {
    const auto host = value.detach().to(torch::kCPU).contiguous();
    const auto* begin = host.data_ptr<float>();
    out[name] = {value.sizes().vec(), std::vector<float>(begin, begin + host.numel())};
  }
  return out;
}

void Network::load(const std::map<std::string, TensorValue>& tensors) {
  torch::NoGradGuard no_grad;
  if (tensors.size() != parameters_.size()) {
    throw UserError("the checkpoint holds another network; train it again");
  }
  for (auto& [name, value] : parameters_) {
    const auto found = tensors.find(name);
    if (found == tensors.end() || found->second.shape != value.sizes().vec()) {
      throw UserError("the checkpoint's weights do not fit at " + name + "; train it again");
    }
    value.copy_(torch::from_blob(const_cast<float*>(found->second.data.data()), value.sizes(),
                                 torch::kFloat32));
  }
}

torch::Tensor sinusoidal(const torch::Tensor& t, int size) {
  const int half = size / 2;
  const auto frequencies =
      torch::exp(torch::arange(half, t.options()) * (-std::log(1e4) / (half - 1)));
  const auto angles = (100 * t).unsqueeze(1) * frequencies.unsqueeze(0);
  return torch::cat({angles.sin(), angles.cos()}, 1);
}

std::unique_ptr<Network> make_network(const NetworkShape& shape, torch::Device device) {
  if (shape.kind == NetworkKind::kConditionalUnet) {
    return std::make_unique<ConditionalUnet>(shape, device);
  }
  return std::make_unique<FilmMlp>(shape, device);
}

}  // namespace streambed
