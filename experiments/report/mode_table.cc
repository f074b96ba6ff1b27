#include "experiments/report/mode_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/results/csv.h"
#include "experiments/results/table.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/spec.h"

namespace streambed {
namespace {

// The modes of every task, by its label.
std::map<std::string, std::vector<std::string>> modes_of_tasks(const ResultsTable& table) {
  std::map<std::string, std::vector<std::string>> out;
  for (const ResultsSource& source : table.sources) {
    if (!source.manifest.contains("tasks")) continue;
    for (const auto& [label, task] : source.manifest.at("tasks").items()) {
      auto modes = task.value("modes", std::vector<std::string>{});
      if (!modes.empty()) out.emplace(label, std::move(modes));
    }
  }
  return out;
}

std::vector<double> prior_of(const std::string& task_label, const std::vector<std::string>& modes,
                             const Assets& assets, const std::filesystem::path& prior_file) {
  if (!prior_file.empty()) return demonstrated_prior(read_hdf5(prior_file), modes);
  const std::string shipped = "demonstrations/" + parse_spec(task_label).name + "-expert.h5";
  if (!assets.has(shipped)) return {};
  return demonstrated_prior(read_hdf5(assets.path(shipped)), modes);
}

// What counts of a policy's episodes.
std::vector<ModeRow> rows_of(const ResultsCell& cell) {
  const auto ends = cell.text("end"), modes = cell.text("mode");
  const auto success = cell.column("success"), changes = cell.column("mode_changes");
  std::vector<ModeRow> rows;
  for (std::size_t i = 0; i < modes.size(); ++i) {
    if (ends[i] == "diverged" || ends[i] == "error") continue;
    const double changed = changes.empty() || std::isnan(changes[i]) ? 0 : changes[i];
    rows.push_back({cell.starts[i].first, cell.starts[i].second, success[i] == 1, modes[i],
                    static_cast<std::int64_t>(changed), cell.train_seed});
  }
  return rows;
}

std::string number(double value, const char* unknown = "-") {
  return std::isnan(value) ? unknown : fmt::format("{:.2f}", value);
}

std::string interval_text(double value, const Interval& interval) {
  if (std::isnan(value)) return "-";
  return fmt::format("{:.2f} [{:.2f}, {:.2f}]", value, interval.low, interval.high);
}

std::string percent(const Share& share) {
  return share.of == 0 ? "-" : fmt::format("{:.1f} %", 100 * share.value());
}

}  // namespace

std::string mode_row_name(const PolicyModes& policy, const ModeGroup& group) {
  const auto same = std::ranges::count_if(
      group.policies, [&](const PolicyModes& other) { return other.policy == policy.policy; });
  return same < 2 ? policy.policy : fmt::format("{} seed {}", policy.policy, policy.train_seed);
}

Share share_of_mode(const ModeMeasures& measures, std::size_t mode) {
  std::int64_t all = 0;
  for (const std::int64_t count : measures.counts) all += count;
  return {measures.counts[mode], all};
}

std::vector<ModeGroup> mode_groups(const ResultsTable& table, const Assets& assets,
                                   const std::filesystem::path& prior_file) {
  const auto modes_of = modes_of_tasks(table);
  std::vector<ModeGroup> groups;
  for (const ResultsScene& scene : table.scenes) {
    const auto modes = modes_of.find(scene.task);
    if (modes == modes_of.end()) continue;
    ModeGroup group{scene.task, scene.clock, scene.events, modes->second, {}, {}};
    for (const ResultsCell& cell : scene.cells) {
      const std::vector<ModeRow> rows = rows_of(cell);
      // Older results lack one column or both.
      if (rows.empty()) continue;
      if (group.policies.empty()) {
        group.prior = prior_of(scene.task, group.modes, assets, prior_file);
      }
      ModeMeasures measures = mode_measures(rows, group.modes, group.prior);
      if (cell.column("mode_changes").empty()) measures.changed = {};
      group.policies.push_back({cell.policy, cell.train_seed, std::move(measures)});
    }
    if (!group.policies.empty()) groups.push_back(std::move(group));
  }
  return groups;
}

std::string mode_table(const ModeGroup& group) {
  std::vector<TableLine> lines{{"policy", "success", "entropy [95 %]", "modes", "top mode",
                                "effective modes", "entropy given start: failed = 0 / dropped",
                                "divergence from prior", "spurious", "undecided", "changed mode"}};
  std::string warnings;
  for (const PolicyModes& policy : group.policies) {
    const ModeMeasures& m = policy.measures;
    lines.push_back({markdown_cell(mode_row_name(policy, group)), percent(m.success),
                     interval_text(m.entropy, m.entropy_interval),
                     fmt::format("{}/{}", m.modes_seen, m.modes.size()), number(m.top_share),
                     interval_text(m.effective_modes, m.effective_modes_interval),
                     number(m.conditional_zero) + " / " + number(m.conditional_dropped),
                     interval_text(m.divergence, m.divergence_interval), percent(m.spurious),
                     percent(m.undecided), percent(m.changed)});
    if (!m.warning.empty()) {
      warnings +=
          fmt::format("- **{}**: {}\n", markdown_cell(mode_row_name(policy, group)), m.warning);
    }
  }
  return aligned_table(lines) + "\n" +
         "- Modes: of successful episodes. Entropy in units of log of the number of modes (1: "
         "uniform, 0: one mode), bias-corrected after Miller and Madow. Effective modes: number of "
         "modes to the power of the entropy, times success. Divergence: Kullback-Leibler, same "
         "units" +
         (group.prior.empty() ? "; the demonstrations do not tell their modes.\n" : ".\n") +
         "- Entropy given start: over repeats of one start; starts without success count as 0 or "
         "are dropped. Spurious: no demonstration does it. Changed mode: episodes that went from "
         "one mode to another.\n" +
         warnings;
}

std::string mode_histogram_csv(const ModeGroup& group) {
  std::vector<std::string> header{"mode", "demonstrations"};
  for (const PolicyModes& policy : group.policies) {
    const std::string name = mode_row_name(policy, group);
    header.insert(header.end(), {name, name + " low", name + " high"});
  }
  std::string out = csv_line(header);
  for (std::size_t mode = 0; mode < group.modes.size(); ++mode) {
    std::vector<std::string> line{group.modes[mode],
                                  group.prior.empty() ? "nan" : to_text(group.prior[mode])};
    for (const PolicyModes& policy : group.policies) {
      const Share share = share_of_mode(policy.measures, mode);
      const Interval interval = share.interval();
      for (const double value : {share.value(), interval.low, interval.high}) {
        line.push_back(to_text(value));
      }
    }
    out += csv_line(line);
  }
  return out;
}

}  // namespace streambed
