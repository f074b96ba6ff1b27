#pragma once
// A registry with everything in it, and tiny checkpoints made by the real training code, so that
// tests of learned policies need neither data nor torch.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "policies/network/checkpoint.h"
#include "sim/builtin.h"
#include "sim/registry.h"
#include "tests/paths.h"

namespace streambed {

// Every method that is trained.
inline const std::vector<std::string> kLearnedMethods = {"streaming_flow", "diffusion",
                                                         "flow_matching",  "streaming_diffusion",
                                                         "regression",     "two_step_regression"};

class TrainedFixture {
 public:
  TrainedFixture();

  // Trains `policy` (a spec) on a few made-up demonstrations; returns the checkpoint's path.
  std::filesystem::path train(const std::string& policy, const std::string& options,
                              const std::string& name, std::stop_token stop = {}) const;
  // The same checkpoint with a network whose output is `output` whatever its input.
  std::filesystem::path with_constant_output(const std::filesystem::path& trained,
                                             std::vector<float> output) const;
  std::filesystem::path scratch(const std::string& name) const;

  Registry registry{shipped_assets()};
  std::unique_ptr<const Task> task;
  DemonstrationSet demonstrations;
  // A policy on so many validation starts; none: training does not validate.
  std::function<Validation(const Policy&, int)> validate;
};

}  // namespace streambed
