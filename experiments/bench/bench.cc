#include "experiments/bench/bench.h"

#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <set>
#include <thread>

#include "experiments/bench/bench_setup.h"
#include "experiments/stats/stats.h"
#include "sim/types.h"

namespace streambed {
namespace {

constexpr double kBusyLoad = 0.5;

// Sections one after the other, each with competitors that take turns.
void measure(const BenchSetup& plan, const BenchOptions& options, const BenchHooks& hooks,
             BenchReport& report) {
  std::vector<BenchSection> sections;
  sections.push_back(inference_section(plan, options, hooks));
  sections.push_back(environment_section(plan, options, hooks));
  sections.push_back(image_section(plan, options, hooks));
  sections.push_back(sweep_section(plan, options, hooks));
  sections.push_back(training_section(plan, options, hooks));
  std::int64_t total = 0, finished = 0;
  for (const BenchSection& section : sections) total += section.size();
  for (const BenchSection& section : sections) {
    const auto samples = run_cases(section, options.stop, [&](std::int64_t pieces) {
      finished += pieces;
      if (options.progress) options.progress(finished, total, {});
    });
    if (options.stop.stop_requested()) return;
    section.report(samples, report);
  }
}

void compare_with_fused(std::vector<InferenceRow>& rows) {
  for (InferenceRow& row : rows) {
    const auto fused = std::find_if(rows.begin(), rows.end(), [&](const InferenceRow& other) {
      return other.policy == row.policy && other.engine == "fused";
    });
    row.over_fused = fused == rows.end() ? kNotMeasured : row.action.p50 / fused->action.p50;
  }
}

// Python's rows stand below those of their policy.
void insert_peers(std::vector<InferenceRow> peers, std::vector<InferenceRow>& rows) {
  for (InferenceRow& peer : peers) {
    const auto last = std::find_if(rows.rbegin(), rows.rend(),
                                   [&](const auto& row) { return row.policy == peer.policy; });
    rows.insert(last == rows.rend() ? rows.end() : last.base(), std::move(peer));
  }
}

void add_notes(const BenchSetup& plan, BenchReport& report) {
  report.notes = plan.notes;
  if (!plan.peers.empty()) {
    report.notes.push_back(
        "Python ran after the others, in a process of its own: it did not take turns with them.");
  }
  std::set<std::string> seen;
  for (const BenchVariant& variant : plan.inference) {
    for (const std::string& remark : variant.made->info().remarks) {
      if (seen.insert(remark).second) report.notes.push_back(remark);
    }
  }
}

}  // namespace

Quantiles quantiles(std::span<const double> values) {
  return {quantile(values, 0.5), quantile(values, 0.99), std::ssize(values)};
}

std::vector<std::string> timing_warnings(const Machine& machine, int workers) {
  std::vector<std::string> out;
  if (machine.load_average > kBusyLoad) {
    out.push_back(fmt::format("the machine is busy (load average {:.2f}); wait until it is idle",
                              machine.load_average));
  }
  if (const auto found = machine.environment.find("OPENBLAS_CORETYPE");
      found != machine.environment.end()) {
    out.push_back(
        fmt::format("OPENBLAS_CORETYPE={} is set, which slows LibTorch down on a processor that "
                    "OpenBLAS knows; unset it unless we asked for it",
                    found->second));
  }
  if (const std::string advice = blas_advice(machine); !advice.empty()) out.push_back(advice);
  if (workers > machine.cores) {
    out.push_back(
        fmt::format("{} workers share {} cores; use fewer --workers", workers, machine.cores));
  }
  if (!machine.governor.empty() && machine.governor != "performance") {
    out.push_back(fmt::format(
        "the processor's frequency follows its load (governor {}); set it to performance",
        machine.governor));
  }
#ifndef __OPTIMIZE__
  out.push_back("this build is not optimised; use the preset release");
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  out.push_back("this build has sanitizers; use the preset release");
#endif
  return out;
}

BenchReport run_bench(const Registry& registry, const BenchOptions& options,
                      const BenchHooks& hooks, Machine machine) {
  const BenchSetup plan = set_up_bench(registry, options, hooks);
  check_peer(options);
  BenchReport report;
  report.warnings = timing_warnings(machine, options.workers);
  report.machine = std::move(machine);
  report.workers = options.workers;
  add_notes(plan, report);

  // As in a sweep, never on the caller's thread: a policy may change settings of its thread.
  std::exception_ptr failure;
  std::jthread([&] {
    try {
      measure(plan, options, hooks, report);
      insert_peers(measure_peers(plan, options, hooks), report.inference);
      compare_with_fused(report.inference);
    } catch (...) {
      failure = std::current_exception();
    }
  }).join();
  if (failure) std::rethrow_exception(failure);
  return report;
}

}  // namespace streambed
