#include "experiments/sweep/sweep.h"

#include <fmt/core.h>

#include <algorithm>
#include <span>
#include <vector>

#include "experiments/results/manifest.h"
#include "experiments/results/store.h"
#include "experiments/results/table_file.h"
#include "experiments/sweep/crash_log.h"
#include "experiments/sweep/folder_lock.h"
#include "experiments/sweep/make_manifest.h"
#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

// The manifest of the folder with the runs that it has seen, or a new one.
nlohmann::json open_manifest(const ResolvedSweep& plan, const Shard& shard,
                             const std::filesystem::path& folder) {
  nlohmann::json manifest = make_manifest(plan);
  if (!shard.whole()) manifest["shard"] = to_text(shard);
  manifest["runs"] = nlohmann::json::array();
  const auto stored = read_manifest(folder);
  if (!stored) {
    if (const auto file = table_file(folder, "results.csv")) {
      throw UserError(
          fmt::format("{} has no manifest.json beside it; use another --out", file->string()));
    }
    return manifest;
  }
  // Before the manifest is written: that of other columns stays as it is.
  require_extensible(folder);
  if (const auto found = differences(*stored, manifest); !found.empty()) {
    throw UserError(folder.string() + " holds other results (" + join(found, "; ") +
                    "); use another --out");
  }
  if (stored->contains("runs")) manifest["runs"] = stored->at("runs");
  return manifest;
}

}  // namespace

SweepOutcome run_sweep(const ResolvedSweep& plan, const SweepOptions& options) {
  if (!plan.reproducible() && (options.workers > 1 || options.batch > 1)) {
    throw UserError(
        "the wall clock needs the machine for one episode at a time; use --workers 1 and no "
        "--batch");
  }
  const FolderLock lock(options.out);
  // The machine is looked at before the sweep itself makes it busy.
  nlohmann::json manifest = open_manifest(plan, options.shard, options.out);
  const nlohmann::json run = make_run(plan, inspect_machine(), options.workers, options.batch);
  write_manifest(options.out, manifest);
  Store store(options.out, plan.keys());

  SweepOutcome outcome;
  outcome.total = options.shard.size(plan.keys());
  outcome.before = store.size();
  outcome.dropped = store.dropped();
  std::vector<std::int64_t> missing;
  for (std::int64_t i = 0; i < plan.keys().size(); ++i) {
    if (options.shard.holds(plan.keys(), i) && !store.has(i)) missing.push_back(i);
  }

  if (!missing.empty()) {
    manifest["runs"].push_back(run);
    write_manifest(options.out, manifest);
    CrashLog crashes(options.out, plan.keys());
    const auto index = [&](std::int64_t i) { return missing[static_cast<std::size_t>(i)]; };
    RunOptions run_options{.workers = options.workers,
                           .batch = options.batch,
                           .stop = options.stop,
                           .action_limit_s = options.action_limit_s,
                           .running = {},
                           .equipment = plan.equipment()};
    run_options.running = [&](std::span<const std::int64_t> running) {
      std::vector<std::int64_t> indices;
      for (const std::int64_t i : running) indices.push_back(index(i));
      crashes.running(indices);
    };
    const RunOutcome run_outcome = run_jobs(
        std::ssize(missing), run_options,
        [&](std::int64_t i) {
          // A key that crashed once runs alone, so that a second crash has one suspect.
          Job job = plan.job(index(i));
          job.alone = crashes.count(index(i)) > 0;
          job.refused = crashes.verdict(index(i));
          return job;
        },
        [&](std::int64_t i, const EpisodeResult& result) {
          store.add(index(i), result, mode_label(plan.job(index(i)).task->info(), result.mode));
          if (options.progress) options.progress(i + 1, std::ssize(missing), "episodes");
        });
    outcome.abandoned = run_outcome.abandoned;
    // What else ran meanwhile, as far as the last minute tells.
    nlohmann::json& finished = manifest["runs"].back();
    const double others = inspect_machine().load_average - options.workers;
    finished["load_average"] = std::max(finished.at("load_average").get<double>(), others);
    write_manifest(options.out, manifest);
  }
  if (store.size() == outcome.total) store.finish();
  outcome.stored = store.size();
  outcome.errors = store.errors();
  return outcome;
}

}  // namespace streambed
