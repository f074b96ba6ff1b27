#include "experiments/commands/training_preset.h"

#include "policies/network/checkpoint.h"
#include "sim/base/error.h"
#include "sim/spec.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace streambed;

TEST_CASE("every shipped checkpoint has a preset that says how it was trained") {
  int seen = 0;
  const auto folder = shipped_assets().path("checkpoints");
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".safetensors") continue;
    ++seen;
    INFO(file.path());
    const TrainingPreset preset = training_preset(file.path().stem().string(), shipped_assets());
    const Checkpoint checkpoint = read_checkpoint(file.path());
    CHECK(checkpoint.data == preset.data_name);
    CHECK(checkpoint.task_label == preset.task);
    const Spec policy = parse_spec(preset.policy);
    CHECK(checkpoint.policy == policy.name);
    for (const auto& [key, value] : policy.values) {
      const auto trained = checkpoint.trained.find(key);
      if (trained != checkpoint.trained.end()) CHECK(trained->second == value);
    }
    const auto horizon = policy.values.find("execution_horizon");
    CHECK(std::to_string(checkpoint.execution_horizon) ==
          (horizon == policy.values.end() ? "8" : horizon->second));
    // The header names the options that differ from their defaults.
    const Spec options = parse_spec(checkpoint.record.at("options").get<std::string>());
    const Spec set = parse_spec("train(" + preset.set + ")");
    for (const auto& [key, value] : options.values) {
      // A GPU's digits differ, its recipe does not.
      if (key == "device") continue;
      INFO(key);
      REQUIRE(set.values.contains(key));
      CHECK(set.values.at(key) == value);
    }
    if (!preset.sha256.empty()) {
      CHECK(checkpoint.record.at("data_sha256").get<std::string>() == preset.sha256);
    }
  }
  CHECK(seen >= 3);
}

TEST_CASE("a preset's data that are absent are described") {
  TrainingPreset preset;
  preset.name = "some";
  preset.demonstrations_file = "nowhere.zarr";
  preset.source = "by somebody";
  preset.sha256 = "abc";
  CHECK_THROWS_WITH(find_demonstrations(preset, shipped_assets()),
                    ContainsSubstring("by somebody") && ContainsSubstring("SHA-256 abc") &&
                        ContainsSubstring("--demos"));
}

TEST_CASE("presets that are wrong are refused, all at once") {
  CHECK_THROWS_WITH(parse_training_presets("version = 2\n[preset.a]\ndata = \"b\"\n", "p.toml"),
                    ContainsSubstring("version must be 1") && ContainsSubstring("a names no"));
  CHECK_THROWS_WITH(parse_training_presets("version = ", "p.toml"), ContainsSubstring("p.toml:1"));
  CHECK_THROWS_WITH(training_preset("nonsense", shipped_assets()),
                    ContainsSubstring("push_t-human-streaming_flow"));
}
