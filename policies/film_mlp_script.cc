#include "policies/film_mlp_script.h"

#include <algorithm>

namespace streambed {
namespace {

std::string attribute(std::string name) {
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

// FilmMlp::forward as a script, its loop over blocks unrolled.
std::string source(const NetworkShape& shape) {
  const std::string half = std::to_string(shape.time_features);
  const std::string hidden = std::to_string(shape.hidden);
  const auto linear = [](const std::string& x, const std::string& name) {
    const std::string self = "self." + attribute(name);
    return "torch.linear(" + x + ", " + self + "_weight, " + self + "_bias)";
  };
  std::string text =
      "def forward(self, x, t, c):\n"
      "  f = torch.exp(torch.arange(" +
      half + ") * (-9.210340371976184 / (" + half +
      " - 1)))\n"
      "  a = (100 * t).unsqueeze(1) * f.unsqueeze(0)\n"
      "  e = torch.cat([torch.sin(a), torch.cos(a)], 1)\n"
      "  e = torch.silu(" +
      linear("e", "time.first") +
      ")\n"
      "  e = torch.silu(" +
      linear("e", "time.second") +
      ")\n"
      "  o = torch.silu(" +
      linear("c", "observation.first") +
      ")\n"
      "  o = torch.silu(" +
      linear("o", "observation.second") +
      ")\n"
      "  film = " +
      linear("o", "film.observation") +
      " + torch.matmul(e, self.film_time_weight.t())\n"
      "  p = torch.chunk(film, " +
      std::to_string(2 * shape.blocks) +
      ", 1)\n"
      "  h = " +
      linear("x", "input") + "\n";
  for (int i = 0; i < shape.blocks; ++i) {
    const std::string block = "block" + std::to_string(i);
    text += "  y = torch.layer_norm(" + linear("h", block + ".first") + ", [" + hidden + "])\n";
    text += "  y = torch.silu(y * (1 + p[" + std::to_string(2 * i) + "]) + p[" +
            std::to_string(2 * i + 1) + "])\n";
    text += "  h = h + " + linear("y", block + ".second") + "\n";
  }
  return text + "  return " + linear("h", "output") + "\n";
}

}  // namespace

FilmMlpScript::FilmMlpScript(const Network& network) : module_("film_mlp") {
  torch::NoGradGuard no_grad;
  for (const auto& [name, value] : network.save()) {
    auto tensor = torch::empty(value.shape);
    std::copy(value.data.begin(), value.data.end(), tensor.data_ptr<float>());
    module_.register_parameter(attribute(name), tensor, false);
  }
  module_.define(source(network.shape()));
  module_.eval();
  module_ = torch::jit::optimize_for_inference(module_);
}

torch::Tensor FilmMlpScript::forward(const torch::Tensor& x, const torch::Tensor& t,
                                     const torch::Tensor& condition) {
  return module_.forward({x, t, condition}).toTensor();
}

}  // namespace streambed
