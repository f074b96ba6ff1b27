#include "experiments/bench/latency.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "experiments/bench/bench.h"
#include "experiments/bench/plan_cycle.h"
#include "experiments/results/table.h"
#include "experiments/stats/stats.h"
#include "sim/base/error.h"
#include "sim/clock/latency_profile.h"

namespace streambed {
namespace {

// Samples of a profile: as many as show the 99th percentile, and few enough for a small file.
constexpr std::size_t kProfileSamples = 200;

struct Candidate {
  std::unique_ptr<const Policy> policy;
  std::unique_ptr<PlanCycle> cycle;
  LatencyRow row;
};

LatencyQuantiles latency_quantiles(const std::vector<double>& values) {
  return {quantile(values, 0.5), quantile(values, 0.95), quantile(values, 0.99),
          quantile(values, 1)};
}

std::vector<double> series(const Samples& samples, const char* name) {
  const auto found = samples.find(name);
  return found == samples.end() ? std::vector<double>{} : found->second;
}

void measure(std::vector<Candidate>& candidates, const LatencyOptions& options) {
  BenchSection section;
  section.pace = options.quick ? BenchPace{0.06, 2} : BenchPace{1, 5};
  for (Candidate& candidate : candidates) {
    // The very first plan pays for memory, tables and compilers: it has a column of its own.
    Samples cold;
    candidate.cycle->run(cold);
    candidate.row.cold_us = cold.at("first").front();
    section.cases.push_back({"latency/" + candidate.row.policy,
                             [&cycle = *candidate.cycle](Samples& out) { cycle.run(out); }});
  }
  std::int64_t finished = 0;
  const auto samples = run_cases(section, options.stop, [&](std::int64_t pieces) {
    finished += pieces;
    if (options.progress) options.progress(finished, section.size(), {});
  });
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    LatencyRow& row = candidates[i].row;
    const PlanShape& shape = candidates[i].cycle->shape();
    row.actions = shape.actions;
    row.first_calls = shape.first_calls;
    row.calls = shape.calls;
    row.first_us = series(samples[i], "first");
    row.later_us = series(samples[i], "later");
    row.correct_us = series(samples[i], "correct");
    std::vector<double> chunk = series(samples[i], "chunk");
    row.first = latency_quantiles(row.first_us);
    row.chunk = latency_quantiles(chunk);
    for (double& value : chunk) value /= shape.actions;
    row.action = latency_quantiles(chunk);
  }
}

// Equally likely nanoseconds, ascending.
std::vector<TimeNs> profile_samples(std::vector<double> values_us) {
  std::sort(values_us.begin(), values_us.end());
  const std::size_t count = std::min(values_us.size(), kProfileSamples);
  std::vector<TimeNs> out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = (2 * i + 1) * values_us.size() / (2 * count);
    out.push_back(std::llround(values_us[at] * 1000));
  }
  return out;
}

std::string all(const LatencyQuantiles& q) {
  return fmt::format("{} / {} / {} / {}", three_digits(q.p50), three_digits(q.p95),
                     three_digits(q.p99), three_digits(q.max));
}

}  // namespace

LatencyReport measure_latency(const Registry& registry, const LatencyOptions& options,
                              Machine machine) {
  LatencyReport report;
  report.warnings = timing_warnings(machine, 1);
  report.machine = std::move(machine);
  const auto task = registry.make_task(options.task);
  report.task = task->info().label;

  std::vector<Candidate> candidates;
  for (const std::string& spec : options.policies) {
    Candidate candidate;
    candidate.policy = registry.make_policy(spec, *task);
    const PolicyInfo& info = candidate.policy->info();
    candidate.row.policy = info.label;
    candidate.row.engine = info.engine;
    candidate.row.weight_bytes = info.weight_bytes_per_call;
    for (const Candidate& other : candidates) {
      if (other.row.policy == info.label) {
        throw UserError("policy " + info.label + " is named twice; name it once");
      }
    }
    candidate.cycle = std::make_unique<PlanCycle>(*task, *candidate.policy, options.stop,
                                                  options.equipment);
    candidates.push_back(std::move(candidate));
  }

  // As in a sweep, never on the caller's thread: a policy may change settings of its thread.
  std::exception_ptr failure;
  std::jthread([&] {
    try {
      measure(candidates, options);
    } catch (...) {
      failure = std::current_exception();
    }
  }).join();
  if (failure) std::rethrow_exception(failure);
  if (options.stop.stop_requested()) return report;
  for (Candidate& candidate : candidates) report.rows.push_back(std::move(candidate.row));
  return report;
}

std::string latency_table(const LatencyReport& report) {
  std::vector<TableLine> lines{{"policy", "engine", "calls: first / plan", "first plan",
                                "first action p50 / p95 / p99 / max",
                                "per action p50 / p95 / p99 / max",
                                "per chunk p50 / p95 / p99 / max"}};
  for (const LatencyRow& row : report.rows) {
    lines.push_back({markdown_cell(row.policy), row.engine.empty() ? "-" : row.engine,
                     fmt::format("{} / {}", row.first_calls, row.calls), three_digits(row.cold_us),
                     all(row.first), all(row.action), all(row.chunk)});
  }
  return aligned_table(lines) +
         "\nMicroseconds, one thread. First plan: the first action of the very first plan, which "
         "the others leave out.\nPer action: thinking time of a plan over the actions that are "
         "executed; per chunk: of a plan.\n";
}

nlohmann::json latency_profile(const LatencyReport& report) {
  nlohmann::json entries = nlohmann::json::array();
  for (const LatencyRow& row : report.rows) {
    // A network of the same size costs the same, whatever it has learnt.
    std::vector<std::string> ignores{"execution_horizon"};
    if (row.weight_bytes > 0) ignores.push_back("checkpoint");
    Spec spec = parse_spec(row.policy);
    for (const std::string& key : ignores) spec.values.erase(key);
    nlohmann::json entry{{"policy", format_spec(spec)},
                         {"ignores", ignores},
                         {"weight_bytes", row.weight_bytes},
                         {"engine", row.engine},
                         {"first_ns", profile_samples(row.first_us)}};
    if (!row.later_us.empty()) entry["later_ns"] = profile_samples(row.later_us);
    if (!row.correct_us.empty()) entry["correct_ns"] = profile_samples(row.correct_us);
    entries.push_back(std::move(entry));
  }
  return {{"format", kLatencyProfileFormat},
          {"version", kLatencyProfileVersion},
          {"source", "measured by streambed latency on " + report.machine.cpu},
          {"task", report.task},
          {"threads", 1},
          {"machine", to_json(report.machine)},
          {"build", build_text()},
          {"warnings", report.warnings},
          {"entries", entries}};
}

}  // namespace streambed
