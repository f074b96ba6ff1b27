#pragma once
// Everything that a bench measures, checked and constructed before anything is measured.

#include <memory>
#include <string>
#include <vector>

#include "experiments/bench/bench_cases.h"
#include "experiments/demonstrations/training_data.h"

namespace streambed {

// One policy on one engine.
struct BenchVariant {
  std::string policy, engine;  // specs; `engine` is empty for a policy without one
  std::string name;            // of its case
  std::shared_ptr<const Policy> made;
};

// A policy that is measured in whole episodes.
struct BenchRollout {
  std::string policy;
  std::shared_ptr<const Policy> made;
};

struct BenchTraining {
  std::string policy;
  const PolicyEntry* entry = nullptr;
  Params params;
};

// A policy that PyTorch runs, too, for comparison.
struct BenchPeer {
  std::string policy;
  Spec spec;
};

struct BenchSetup {
  std::unique_ptr<const Task> task;
  std::vector<BenchVariant> inference;
  std::vector<BenchRollout> environment, sweep;
  std::vector<BenchTraining> training;
  TrainingData data;  // of the trainings
  std::vector<BenchPeer> peers;
  std::vector<Camera> cameras;  // of the task's scene, whose images are measured
  std::string renderer;         // what draws them
  std::vector<std::string> notes;
};

// `registry` outlives the plan. Throws UserError.
BenchSetup set_up_bench(const Registry& registry, const BenchOptions& options,
                        const BenchHooks& hooks);

// The hooks outlive the sections, which must be run on the thread that destroys them.
BenchSection inference_section(const BenchSetup& plan, const BenchOptions& options,
                               const BenchHooks& hooks);
BenchSection environment_section(const BenchSetup& plan, const BenchOptions& options,
                                 const BenchHooks& hooks);
BenchSection image_section(const BenchSetup& plan, const BenchOptions& options,
                           const BenchHooks& hooks);
BenchSection sweep_section(const BenchSetup& plan, const BenchOptions& options,
                           const BenchHooks& hooks);
BenchSection training_section(const BenchSetup& plan, const BenchOptions& options,
                              const BenchHooks& hooks);

// The same networks in PyTorch, run by options.peer_python as a child process.
std::vector<InferenceRow> measure_peers(const BenchSetup& plan, const BenchOptions& options,
                                        const BenchHooks& hooks);
// Throws UserError when that interpreter has no torch.
void check_peer(const BenchOptions& options);

}  // namespace streambed
