#include "experiments/sweep.h"

#include <vector>

#include "experiments/manifest.h"
#include "experiments/store.h"
#include "sim/error.h"
#include "sim/mode.h"
#include "sim/text.h"

namespace streambed {
namespace {

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || !std::filesystem::is_directory(folder)) {
    throw UserError("cannot create the folder " + folder.string() + "; choose another --out");
  }
}

// The manifest of the folder with the runs that it has seen, or a new one.
nlohmann::json open_manifest(const ResolvedPlan& plan, const std::filesystem::path& folder) {
  nlohmann::json manifest = make_manifest(plan);
  manifest["runs"] = nlohmann::json::array();
  const auto stored = read_manifest(folder);
  if (!stored) {
    if (std::filesystem::exists(folder / "results.csv")) {
      throw UserError(folder.string() +
                      " holds results.csv without its manifest.json; use another --out");
    }
    return manifest;
  }
  if (const auto found = differences(*stored, manifest); !found.empty()) {
    throw UserError(folder.string() + " holds other results (" + join(found, "; ") +
                    "); use another --out");
  }
  if (stored->contains("runs")) manifest["runs"] = stored->at("runs");
  return manifest;
}

std::string mode_label(const Job& job, const EpisodeResult& result) {
  const std::vector<std::string>& labels = job.task->info().modes;
  if (result.mode == kModeSpurious) return "spurious";
  const auto mode = static_cast<std::size_t>(result.mode);
  return result.mode >= 0 && mode < labels.size() ? labels[mode] : "";
}

}  // namespace

SweepOutcome run_sweep(const ResolvedPlan& plan, const SweepOptions& options) {
  // The machine is looked at before the sweep itself makes it busy.
  nlohmann::json manifest = open_manifest(plan, options.out);
  const nlohmann::json run = make_run(plan, inspect_machine(), options.workers, options.batch);
  make_folder(options.out);
  write_manifest(options.out, manifest);
  Store store(options.out, plan.keys());

  SweepOutcome outcome;
  outcome.total = plan.keys().size();
  outcome.before = store.size();
  outcome.dropped = store.dropped();
  std::vector<std::int64_t> missing;
  for (std::int64_t i = 0; i < outcome.total; ++i) {
    if (!store.has(i)) missing.push_back(i);
  }

  if (!missing.empty()) {
    manifest["runs"].push_back(run);
    write_manifest(options.out, manifest);
    const auto job = [&](std::int64_t i) { return plan.job(missing[static_cast<std::size_t>(i)]); };
    run_jobs(
        std::ssize(missing), options.workers, options.stop, job,
        [&](std::int64_t i, const EpisodeResult& result) {
          store.add(missing[static_cast<std::size_t>(i)], result, mode_label(job(i), result));
          if (options.progress) options.progress(i + 1, std::ssize(missing));
        },
        options.batch);
  }
  if (store.size() == outcome.total) store.finish();
  outcome.stored = store.size();
  outcome.errors = store.errors();
  return outcome;
}

}  // namespace streambed
