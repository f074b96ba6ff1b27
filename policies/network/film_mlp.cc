#include "policies/network/film_mlp.h"

namespace streambed {

torch::Tensor FilmMlp::time_film(const torch::Tensor& t) const {
  auto y = sinusoidal(t, 2 * shape().time_features);
  y = torch::silu(linear(y, "time.first"));
  y = torch::silu(linear(y, "time.second"));
  return product(y, parameter("film.time.weight"));
}

torch::Tensor FilmMlp::observation_film(const torch::Tensor& condition) const {
  auto y = torch::silu(linear(condition, "observation.first"));
  y = torch::silu(linear(y, "observation.second"));
  return linear(y, "film.observation");
}

torch::Tensor FilmMlp::body(const torch::Tensor& x, const torch::Tensor& film) const {
  const auto pieces = film.chunk(2 * shape().blocks, 1);
  auto h = linear(x, "input");
  for (int i = 0; i < shape().blocks; ++i) {
    const std::string block = "block" + std::to_string(i);
    const auto& scale = pieces[static_cast<std::size_t>(2 * i)];
    const auto& shift = pieces[static_cast<std::size_t>(2 * i + 1)];
    auto y = torch::layer_norm(linear(h, block + ".first"), {shape().hidden});
    y = torch::silu(torch::addcmul(y + shift, y, scale));
    h = h + linear(y, block + ".second");
  }
  return linear(h, "output");
}

}  // namespace streambed
