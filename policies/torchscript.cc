// A policy that was trained elsewhere: a TorchScript module and beside it a JSON file with what it
// does not say itself, horizons and normaliser. policies/README.md shows the export.

#include "policies/learned/chunk.h"
#include "policies/learned/flow_sampler.h"
#include "policies/policy/learned_policy.h"
#include "policies/policy/torch_module.h"
#include "policies/policy/torchscript_sidecar.h"
#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

// The module denoises by itself: noise goes in, the chunk comes out.
class ScriptedChunk final : public ChunkSampler {
 public:
  explicit ScriptedChunk(const PlanStart& start) : ChunkSampler(start, 1) {}

 private:
  float time(int) const override { return 0; }
  void denoise(int, std::span<const float> output, std::span<float> chunk, Rng&) override {
    clip_chunk(output, chunk);
  }
};

// Trained elsewhere, so without training pairs.
class Scripted final : public Method {
 public:
  explicit Scripted(ScriptKind kind) : kind_(kind) {}
  int network_width(const MethodShape& shape) const override {
    return kind_ == ScriptKind::kChunk ? chunk_width(shape) : shape.action_size;
  }
  int yields(const MethodShape& shape) const override {
    return kind_ == ScriptKind::kChunk ? chunk_yields(shape) : shape.horizons.prediction;
  }
  std::vector<float> flow_times(const MethodShape&) const override { return {}; }
  bool has_velocity() const override { return kind_ == ScriptKind::kVelocity; }
  void make_pair(const ActionWindow&, const MethodShape&, Rng&, TrainingPair&) const override {
    throw std::logic_error("torchscript is not trained here");
  }
  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    if (kind_ == ScriptKind::kChunk) return std::make_unique<ScriptedChunk>(start);
    std::array<float, kMaxActionSize> storage;
    const auto action = std::span(storage).first(static_cast<std::size_t>(start.shape.action_size));
    begin_flow(FlowStart::kPrevious, start, action);
    return std::make_unique<FlowSampler>(Integrator{}, start.shape.horizons.prediction, action,
                                         action.size());
  }

 private:
  ScriptKind kind_;
};

std::unique_ptr<const Policy> make_torchscript(const Params& params, const Task& task,
                                                const Assets&) {
  const std::filesystem::path file = params.text("file");
  if (file.empty()) {
    throw UserError("torchscript needs file=MODULE.pt, with MODULE.json beside it");
  }
  const auto kind = params.text("kind") == "chunk" ? ScriptKind::kChunk : ScriptKind::kVelocity;
  // Both files make the policy, so both belong to its identity.
  const auto beside = std::filesystem::path(file).replace_extension(".json");
  TorchscriptSidecar sidecar = read_torchscript_sidecar(beside, task.info());
  sidecar.horizons.execution = static_cast<int>(params.integer("execution_horizon"));
  const MethodShape shape{.horizons = sidecar.horizons,
                          .action_size = sidecar.normaliser.encoded_action_size(),
                          .switches = sidecar.normaliser.action_switches()};

  auto method = std::make_unique<Scripted>(kind);
  const int yields = method->yields(shape);
  if (sidecar.horizons.execution > yields) {
    throw UserError("torchscript: execution_horizon is more than the " + std::to_string(yields) +
                    " actions that a plan yields; lower it");
  }
  PolicyInfo info;
  info.name = params.name();
  info.label = params.label();
  info.observation_horizon = sidecar.horizons.observation;
  info.execution_horizon = sidecar.horizons.execution;
  info.prediction_horizon = yields;
  auto engine = torch_module().make_torchscript_engine(
      file, kind, shape, condition_size(sidecar.horizons, sidecar.normaliser));
  info.checkpoint_hash = sha256_hex(file_sha256(file) + sidecar.sha256);
  return make_engine_policy(std::move(info), std::move(method), shape, sidecar.normaliser,
                            std::move(engine), measured_entries(task.info()));
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(torchscript) {
  using namespace streambed;
  registry.add(
      PolicyEntry{.name = "torchscript",
                  .summary = "a module trained in PyTorch, with a JSON file beside it",
                  .keys = {Key::text("file", "", "the module, a .pt file of torch.jit"),
                           Key::choice("kind", {"chunk", "velocity"},
                                       "what it returns: a chunk of actions, or a flow's velocity"),
                           Key::integer("execution_horizon", 8,
                                        "Ta: actions executed before the next plan", 1, 256)},
                  .make = make_torchscript,
                  .train_keys = {},
                  .train = {}});
}
