#pragma once
// A sweep plan: which tasks, clocks, events, repeats, starts and policies a sweep combines, each
// with each. What cannot change a result, such as the number of workers or the folder, is not part
// of it.
//
// As a file it is TOML:
//
//   version = 1
//   tasks = ["push_t"]
//   policies = ["streaming_flow", "diffusion(sampler=ddim,steps=10)"]
//   clocks = ["frozen"]      # default
//   events = ["none"]        # default
//   seed = 100000            # first start; the default
//   episodes = 200           # number of starts; the default, but 20 with the wall clock
//   repeats = 1              # episodes per start; the default

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/assets.h"
#include "sim/episode.h"

namespace streambed {

struct SweepPlan {
  std::vector<std::string> tasks;     // specs
  std::vector<std::string> policies;  // specs
  std::vector<std::string> clocks{"frozen"};
  std::vector<std::string> events{"none"};
  std::int64_t seed = kFirstTestStart;  // start i is seed + i
  std::int64_t episodes = 200;
  bool episodes_given = false;  // did the user say how many?
  std::int64_t repeats = 1;

  bool operator==(const SweepPlan&) const = default;
};

// Throws UserError that lists everything wrong with the form of the file, in one line.
SweepPlan parse_sweep_plan(std::string_view toml, const std::string& file_name);
// Reads a file. If there is none at this path, looks among what ships, by the path in the source
// tree or by the plan's name.
SweepPlan read_sweep_plan(const std::filesystem::path& path, const Assets& shipped = {});

}  // namespace streambed
