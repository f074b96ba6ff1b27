#include "policies/training/training_products.h"

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "policies/network/checkpoint.h"

namespace streambed {
namespace {

// y = x W^T, of which come dW = dy^T x and, where x depends on weights, dx = dy W.
struct LayerProducts {
  torch::Tensor x, weight, y, y_gradient, x_gradient, weight_gradient;
  bool needs_x_gradient = true;
};

// Layers that see the sample itself.
bool reads_sample(const std::string& name) {
  return name == "input.weight" || name == "observation.first.weight" ||
         name == "time.first.weight";
}

std::vector<LayerProducts> operands(const Checkpoint& checkpoint, std::int64_t batch) {
  std::vector<LayerProducts> out;
  for (const auto& [name, value] : checkpoint.tensors) {
    if (value.shape.size() != 2) continue;
    const std::int64_t outputs = value.shape[0], inputs = value.shape[1];
    LayerProducts layer;
    layer.x = torch::randn({batch, inputs});
    layer.weight = torch::randn({outputs, inputs});
    layer.y = torch::empty({batch, outputs});
    layer.y_gradient = torch::randn({batch, outputs});
    layer.x_gradient = torch::empty({batch, inputs});
    layer.weight_gradient = torch::empty({outputs, inputs});
    layer.needs_x_gradient = !reads_sample(name);
    out.push_back(std::move(layer));
  }
  return out;
}

}  // namespace

std::function<void()> training_products(const std::filesystem::path& checkpoint, std::int64_t batch,
                                        int threads) {
  const auto layers =
      std::make_shared<std::vector<LayerProducts>>(operands(read_checkpoint(checkpoint), batch));
  return [layers, threads] {
    // Torch's limit is per thread.
    if (torch::get_num_threads() != threads) torch::set_num_threads(threads);
    torch::InferenceMode guard;
    for (LayerProducts& layer : *layers) {
      torch::mm_out(layer.y, layer.x, layer.weight.t());
      torch::mm_out(layer.weight_gradient, layer.y_gradient.t(), layer.x);
      if (layer.needs_x_gradient) torch::mm_out(layer.x_gradient, layer.y_gradient, layer.weight);
    }
  };
}

}  // namespace streambed
