#include "policies/film_mlp.h"

#include <cmath>

#include "sim/error.h"

namespace streambed {
namespace {

std::int64_t element_count(const std::vector<std::int64_t>& size) {
  std::int64_t out = 1;
  for (const std::int64_t n : size) out *= n;
  return out;
}

// Sine and cosine of 100 t at geometrically spaced frequencies, [sin | cos] (policies' common time
// embedding; the factor makes t in [0,1] look like 100 diffusion steps).
torch::Tensor sinusoidal(const torch::Tensor& t, int size) {
  const int half = size / 2;
  const auto frequencies =
      torch::exp(torch::arange(half, t.options()) * (-std::log(1e4) / (half - 1)));
  const auto angles = (100 * t).unsqueeze(1) * frequencies.unsqueeze(0);
  return torch::cat({angles.sin(), angles.cos()}, 1);
}

}  // namespace

FilmMlp::FilmMlp(const NetworkShape& shape, torch::Device device) : shape_(shape) {
  const std::vector<TensorShape> shapes = film_mlp_tensors(shape);
  std::int64_t total = 0;
  for (const TensorShape& p : shapes) total += element_count(p.size);
  const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(device);
  flat_ = torch::zeros({total}, options);
  flat_gradient_ = torch::zeros({total}, options);

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

void FilmMlp::initialise(Rng rng) {
  torch::NoGradGuard no_grad;
  // A bias follows its weight in the layout and shares its fan-in.
  double bound = 0;
  for (auto& [name, value] : parameters_) {
    if (value.dim() == 2) bound = 1 / std::sqrt(static_cast<double>(value.size(1)));
    Rng stream = rng.fork(name);
    std::vector<float> draws(static_cast<std::size_t>(value.numel()));
    for (float& draw : draws) draw = static_cast<float>(stream.uniform(-bound, bound));
    value.copy_(torch::from_blob(draws.data(), value.sizes(), torch::kFloat32));
  }
}

const torch::Tensor& FilmMlp::parameter(const std::string& name) const {
  for (const auto& [candidate, value] : parameters_) {
    if (candidate == name) return value;
  }
  throw std::logic_error("no parameter " + name);
}

torch::Tensor FilmMlp::product(const torch::Tensor& x, const std::string& name) const {
  const auto weight = parameter(name + ".weight").t();
  if (!half_products_) return torch::mm(x, weight);
  return torch::mm(x.to(torch::kBFloat16), weight.to(torch::kBFloat16)).to(torch::kFloat32);
}

torch::Tensor FilmMlp::linear(const torch::Tensor& x, const std::string& name) const {
  const auto& bias = parameter(name + ".bias");
  if (half_products_) return product(x, name) + bias;
  return torch::addmm(bias, x, parameter(name + ".weight").t());
}

torch::Tensor FilmMlp::time_film(const torch::Tensor& t) const {
  auto y = sinusoidal(t, 2 * shape_.time_features);
  y = torch::silu(linear(y, "time.first"));
  y = torch::silu(linear(y, "time.second"));
  return product(y, "film.time");
}

torch::Tensor FilmMlp::observation_film(const torch::Tensor& condition) const {
  auto y = torch::silu(linear(condition, "observation.first"));
  y = torch::silu(linear(y, "observation.second"));
  return linear(y, "film.observation");
}

torch::Tensor FilmMlp::body(const torch::Tensor& x, const torch::Tensor& film) const {
  const auto pieces = film.chunk(2 * shape_.blocks, 1);
  auto h = linear(x, "input");
  for (int i = 0; i < shape_.blocks; ++i) {
    const std::string block = "block" + std::to_string(i);
    const auto& scale = pieces[static_cast<std::size_t>(2 * i)];
    const auto& shift = pieces[static_cast<std::size_t>(2 * i + 1)];
    auto y = torch::layer_norm(linear(h, block + ".first"), {shape_.hidden});
    y = torch::silu(torch::addcmul(y + shift, y, scale));
    h = h + linear(y, block + ".second");
  }
  return linear(h, "output");
}

torch::Tensor FilmMlp::forward(const torch::Tensor& x, const torch::Tensor& t,
                               const torch::Tensor& condition) const {
  return body(x, time_film(t) + observation_film(condition));
}

std::map<std::string, TensorValue> FilmMlp::save() const {
  std::map<std::string, TensorValue> out;
  for (const auto& [name, value] : parameters_) {
    const auto host = value.detach().to(torch::kCPU).contiguous();
    const auto* begin = host.data_ptr<float>();
    out[name] = {value.sizes().vec(), std::vector<float>(begin, begin + host.numel())};
  }
  return out;
}

void FilmMlp::load(const std::map<std::string, TensorValue>& tensors) {
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

}  // namespace streambed
