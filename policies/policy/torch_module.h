#pragma once
// LibTorch behind one door. Training and LibTorch's engines live in a library of their own,
// libstreambed_torch, which is loaded the first time that one of them is asked for: commands that
// need no LibTorch do not pay for it, and a build with STREAMBED_TORCH=OFF does without.
// Torch-free.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "policies/engine/torch_engine.h"
#include "policies/engine/torchscript_engine.h"
#include "policies/training/training.h"

namespace streambed {

// Each function does what the function of the same name does that its header documents
// (torch_engine.h, torchscript_engine.h, training.h, training_products.h). Stateless: any thread.
class TorchModule {
 public:
  virtual ~TorchModule() = default;

  virtual std::unique_ptr<Engine> make_torch_engine(
      const NetworkShape& shape, const std::map<std::string, TensorValue>& tensors,
      std::vector<float> flow_times, TorchEvaluation mode) const = 0;

  virtual std::unique_ptr<Engine> make_torchscript_engine(const std::filesystem::path& file,
                                                          ScriptKind kind, const MethodShape& shape,
                                                          int condition) const = 0;

  virtual void train_network(
      const Method& method, const MethodShape& shape, const NetworkShape& network,
      const Windows& train, const Windows& held_out, const TrainingOptions& options,
      const TrainRequest& request, Checkpoint checkpoint,
      const std::function<std::unique_ptr<const Policy>(Checkpoint)>& make_policy) const = 0;

  virtual std::function<void()> training_products(const std::filesystem::path& checkpoint,
                                                  std::int64_t batch, int threads) const = 0;
};

// Loads the library, if this has not happened yet. It must lie in the folder of
// libstreambed_policies; its symbols stay local, since LibTorch carries a copy of LLVM that would
// take the place of others', for example of the one that Mesa draws with. Never unloaded. Any
// thread. Throws UserError when this build has none or it cannot be loaded.
const TorchModule& torch_module();

}  // namespace streambed
