#pragma once
// Measures several cases in turns, by google-benchmark's repetitions in random order.

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "experiments/bench/bench.h"

namespace streambed {

// Lists of single measurements by name.
using Samples = std::map<std::string, std::vector<double>>;

struct BenchCase {
  std::string name;                       // "inference/diffusion/eager"
  std::function<void(Samples&)> measure;  // measures once; its first calls are warm-up
};

// How long to measure: cases that take longer are measured once.
struct BenchPace {
  double seconds = 1;   // per case
  int repetitions = 5;  // turns per case
};

// Cases that are compared, and what to make of their samples (given in the order of the cases).
struct BenchSection {
  std::vector<BenchCase> cases;
  BenchPace pace;
  std::function<void(std::span<const Samples>, BenchReport&)> report;
  // How many measurements this is, for the progress.
  std::int64_t size() const { return std::ssize(cases) * (1 + pace.repetitions); }
};

// Returns one list of samples per case. Calls `done` with the number of measurements just finished.
// Throws what a case throws. Only one thread of the process may call this at a time.
std::vector<Samples> run_cases(const BenchSection& section, const std::stop_token& stop,
                               const std::function<void(std::int64_t pieces)>& done);

// How long it takes on the wall.
double seconds_of(const std::function<void()>& body);

}  // namespace streambed
