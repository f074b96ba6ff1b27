#include "tests/policies/trained.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>

namespace streambed {
namespace fs = std::filesystem;

TrainedFixture::TrainedFixture() {
  register_tasks(registry);
  register_policies(registry);
  task = registry.make_task("push_t");

  // Circles of different sizes, so that every column moves.
  for (int episode = 0; episode < 22; ++episode) {
    Demonstration demonstration;
    demonstration.states.resize(40, 5);
    demonstration.actions.resize(40, 2);
    for (int n = 0; n < 40; ++n) {
      const double angle = 0.1 * n + episode, radius = 100 + 5 * episode;
      const double x = 256 + radius * std::cos(angle), y = 256 + radius * std::sin(angle);
      demonstration.states.row(n) << x, y, 200 + episode, 300 - episode, 0.15 * n;
      demonstration.actions.row(n) << 256 + radius * std::cos(angle + 0.1),
          256 + radius * std::sin(angle + 0.1);
    }
    demonstrations.episodes.push_back(std::move(demonstration));
  }
}

fs::path TrainedFixture::scratch(const std::string& name) const {
  const fs::path folder =
      fs::temp_directory_path() / ("streambed_policies_test_" + std::to_string(getpid()));
  fs::create_directories(folder);
  return folder / name;
}

fs::path TrainedFixture::train(const std::string& policy, const std::string& options,
                               const std::string& name, std::stop_token stop) const {
  const Spec spec = parse_spec(policy);
  const PolicyEntry& entry = registry.policy(spec.name);
  const Params option_params(parse_spec("train(" + options + ")"), entry.train_keys);
  TrainRequest request;
  request.task = task.get();
  request.demonstrations = &demonstrations;
  request.data_name = "circles";
  request.data_sha256 = "circles";
  request.out = scratch(name);
  request.options = &option_params;
  request.stop = stop;
  request.validate = validate;
  entry.train(Params(spec, entry.keys), request);
  return request.out;
}

fs::path TrainedFixture::with_constant_output(const fs::path& trained,
                                              std::vector<float> output) const {
  Checkpoint checkpoint = read_checkpoint(trained);
  for (auto& [name, value] : checkpoint.tensors)
    std::fill(value.data.begin(), value.data.end(), 0.f);
  checkpoint.tensors.at("output.bias").data = std::move(output);
  fs::path path = trained;
  path.replace_extension(".constant.safetensors");
  write_checkpoint(path, checkpoint);
  return path;
}

}  // namespace streambed
