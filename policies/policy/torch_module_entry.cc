// What libstreambed_torch offers; policies/policy/torch_module.cc loads it.

#include "policies/policy/torch_module.h"
#include "policies/training/training_products.h"

namespace streambed {
namespace {

class LoadedModule final : public TorchModule {
 public:
  std::unique_ptr<Engine> make_torch_engine(const NetworkShape& shape,
                                            const std::map<std::string, TensorValue>& tensors,
                                            std::vector<float> flow_times,
                                            TorchEvaluation mode) const override {
    return streambed::make_torch_engine(shape, tensors, std::move(flow_times), mode);
  }
  std::unique_ptr<Engine> make_torchscript_engine(const std::filesystem::path& file,
                                                  ScriptKind kind, const MethodShape& shape,
                                                  int condition) const override {
    return streambed::make_torchscript_engine(file, kind, shape, condition);
  }
  void train_network(
      const Method& method, const MethodShape& shape, const NetworkShape& network,
      const Windows& train, const Windows& held_out, const TrainingOptions& options,
      const TrainRequest& request, Checkpoint checkpoint,
      const std::function<std::unique_ptr<const Policy>(Checkpoint)>& make_policy) const override {
    streambed::train_network(method, shape, network, train, held_out, options, request,
                             std::move(checkpoint), make_policy);
  }
  std::function<void()> training_products(const std::filesystem::path& checkpoint,
                                          std::int64_t batch, int threads) const override {
    return streambed::training_products(checkpoint, batch, threads);
  }
};

}  // namespace
}  // namespace streambed

extern "C" __attribute__((visibility("default"))) const streambed::TorchModule*
streambed_torch_module() {
  static const streambed::LoadedModule module;
  return &module;
}
