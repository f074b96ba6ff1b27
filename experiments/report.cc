#include "experiments/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "experiments/csv.h"
#include "experiments/manifest.h"
#include "experiments/store.h"
#include "sim/error.h"
#include "sim/text.h"

namespace streambed {
namespace {

// What one policy did, episode by episode.
struct Samples {
  std::vector<double> score, coverage, first, per_action_p50, per_action_p95;
  ReportRow row;
};

struct GroupSamples {
  ReportGroup group;
  std::vector<Samples> policies;
};

CsvTable read_table(const std::filesystem::path& folder, const char* name) {
  std::ifstream in(folder / name, std::ios::binary);
  if (!in) {
    throw UserError(
        fmt::format("{} holds no {}; name the --out folder of a sweep", folder.string(), name));
  }
  try {
    return read_csv(in);
  } catch (const UserError& error) {
    throw UserError(fmt::format("{}/{}: {}", folder.string(), name, error.what()));
  }
}

double number(const std::string& text) {
  return to_number(text).value_or(std::numeric_limits<double>::quiet_NaN());
}

// Reads a table by the names of its columns.
class Rows {
 public:
  explicit Rows(const CsvTable& table) : table_(table) {}
  const std::string& text(std::size_t row, const char* column) const {
    return table_.rows[row][table_.column(column)];
  }
  double value(std::size_t row, const char* column) const { return number(text(row, column)); }
  // The key of a row as one text.
  std::string key(std::size_t row) const {
    std::string key;
    for (const std::string& column : kKeyColumns) key += text(row, column.c_str()) + '\n';
    return key;
  }

 private:
  const CsvTable& table_;
};

Samples& samples_of(std::vector<GroupSamples>& groups, const Rows& rows, std::size_t row) {
  const std::string &task = rows.text(row, "task"), &clock = rows.text(row, "clock"),
                    &events = rows.text(row, "events");
  auto group = std::find_if(groups.begin(), groups.end(), [&](const GroupSamples& g) {
    return g.group.task == task && g.group.clock == clock && g.group.events == events;
  });
  if (group == groups.end()) {
    groups.push_back({{task, clock, events, {}}, {}});
    group = groups.end() - 1;
  }

  const std::string& policy = rows.text(row, "policy");
  const std::int64_t seed = to_integer(rows.text(row, "train_seed")).value_or(0);
  auto samples = std::find_if(
      group->policies.begin(), group->policies.end(),
      [&](const Samples& s) { return s.row.policy == policy && s.row.train_seed == seed; });
  if (samples == group->policies.end()) {
    samples = group->policies.insert(samples, Samples{});
    samples->row.policy = policy;
    samples->row.train_seed = seed;
  }
  return *samples;
}

void add_timing(Samples& samples, const Rows& timing, std::size_t row) {
  samples.first.push_back(timing.value(row, "first_action_us_p50"));
  samples.per_action_p50.push_back(timing.value(row, "per_action_us_p50"));
  samples.per_action_p95.push_back(timing.value(row, "per_action_us_p95"));
}

void add_result(Samples& samples, const Rows& results, std::size_t row) {
  ++samples.row.episodes;
  samples.score.push_back(results.value(row, "score"));
  samples.coverage.push_back(results.value(row, "final_coverage"));
  if (results.text(row, "success") == "1") ++samples.row.successes;
  ++samples.row.ends[results.text(row, "end")];
}

ReportRow summarise(const Samples& samples) {
  ReportRow row = samples.row;
  row.mean_score = mean(samples.score);
  row.success_interval = wilson_interval(row.successes, row.episodes);
  row.final_coverage = mean(samples.coverage);
  row.first_action_p50 = median(samples.first);
  row.first_action_p95 = quantile(samples.first, 0.95);
  row.per_action_p50 = median(samples.per_action_p50);
  row.per_action_p95 = median(samples.per_action_p95);
  return row;
}

// What the manifest says about how far the numbers can be trusted.
std::vector<std::string> notes_of(const std::filesystem::path& folder, bool repeats, bool wall) {
  std::vector<std::string> notes{
      "Score: mean over episodes of the best score within the episode. Success: at any tick of the "
      "episode, with Wilson's 95 % interval over episodes of one checkpoint.",
      "Time to first action: median and 95th percentile over episodes of each episode's median. "
      "Time "
      "per action: thinking time of a plan over the actions it yielded; medians over episodes of "
      "each "
      "episode's p50 and p95."};
  if (wall) {
    notes.push_back(
        "**Not reproducible**: with the wall clock, results depend on the machine and on what else "
        "ran on it.");
  }
  if (repeats) notes.push_back("Repeats of one start are not independent of each other.");

  const auto manifest = read_manifest(folder);
  if (!manifest || !manifest->contains("runs") || !manifest->at("runs").is_array()) return notes;
  std::set<std::string> machines;
  std::int64_t workers = 1, batch = 1;
  double load_per_core = 0;
  bool core_type = false;
  for (const nlohmann::json& run : manifest->at("runs")) {
    machines.insert(run.value("cpu", "an unknown CPU"));
    workers = std::max(workers, run.value("workers", std::int64_t{1}));
    batch = std::max(batch, run.value("batch", std::int64_t{1}));
    load_per_core = std::max(load_per_core,
                             run.value("load_average", 0.0) / std::max(1, run.value("cores", 1)));
    const auto environment = run.value("environment", nlohmann::json::object());
    core_type = core_type || environment.contains("OPENBLAS_CORETYPE");
  }
  if (!machines.empty()) {
    notes.push_back("Measured on " + join({machines.begin(), machines.end()}, " and ") + ".");
  }
  if (batch > 1) {
    notes.push_back(fmt::format(
        "**Times are no latencies**: up to {} episodes made their network calls together "
        "and share the cost. Sweep without --batch for times that count.",
        batch));
  }
  if (workers > 1) {
    notes.push_back(
        fmt::format("**Times come from a busy machine**: {} workers shared it. Sweep with "
                    "--workers 1 for times "
                    "that count.",
                    workers));
  } else if (load_per_core > 0.5) {
    notes.push_back("**Times come from a busy machine**: something else was running on it.");
  }
  if (core_type) notes.push_back("OPENBLAS_CORETYPE was set, which slows LibTorch down.");
  return notes;
}

}  // namespace

Report read_report(const std::filesystem::path& folder) {
  const CsvTable results_table = read_table(folder, "results.csv");
  const CsvTable timing_table = read_table(folder, "timing.csv");
  const Rows results(results_table), timing(timing_table);
  if (results_table.rows.empty()) {
    throw UserError(folder.string() + " holds no episode yet; run the sweep first");
  }

  // Times are looked up by key, since a sweep that is still running may be a row ahead there.
  std::map<std::string, std::size_t> timing_rows;
  for (std::size_t row = 0; row < timing_table.rows.size(); ++row) {
    timing_rows.emplace(timing.key(row), row);
  }
  std::vector<GroupSamples> groups;
  bool repeats = false, wall = false;
  for (std::size_t row = 0; row < results_table.rows.size(); ++row) {
    Samples& samples = samples_of(groups, results, row);
    add_result(samples, results, row);
    repeats = repeats || results.text(row, "repeat") != "0";
    wall = wall || results.text(row, "clock").starts_with("wall");
    const auto times = timing_rows.find(results.key(row));
    if (times != timing_rows.end()) add_timing(samples, timing, times->second);
  }

  Report report;
  for (GroupSamples& samples : groups) {
    for (const Samples& policy : samples.policies) {
      samples.group.rows.push_back(summarise(policy));
    }
    report.groups.push_back(std::move(samples.group));
  }
  report.notes = notes_of(folder, repeats, wall);
  return report;
}

}  // namespace streambed
