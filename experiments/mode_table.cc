#include "experiments/mode_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "experiments/csv.h"
#include "experiments/manifest.h"
#include "experiments/table.h"
#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"
#include "sim/spec.h"

namespace streambed {
namespace {

CsvTable read_results(const std::filesystem::path& folder) {
  std::ifstream in(folder / "results.csv", std::ios::binary);
  if (!in) {
    throw UserError(folder.string() + " holds no results.csv; name the --out folder of a sweep");
  }
  return read_csv(in);
}

// The modes of every task, by its label.
std::map<std::string, std::vector<std::string>> modes_of_tasks(const std::filesystem::path& folder) {
  std::map<std::string, std::vector<std::string>> out;
  const auto manifest = read_manifest(folder);
  if (!manifest || !manifest->contains("tasks")) return out;
  for (const auto& [label, task] : manifest->at("tasks").items()) {
    out[label] = task.value("modes", std::vector<std::string>{});
  }
  return out;
}

std::vector<double> prior_of(const std::string& task_label, const std::vector<std::string>& modes,
                             const std::filesystem::path& prior_file) {
  const std::filesystem::path file =
      prior_file.empty() ? shipped_demonstrations(parse_spec(task_label).name) : prior_file;
  if (prior_file.empty() && !std::filesystem::exists(file)) return {};
  return demonstrated_prior(read_hdf5(file), modes);
}

// Of each group, of each of its policies.
using GroupedRows = std::vector<std::vector<std::vector<ModeRow>>>;

// Sorts the rows of one folder to their groups and policies, which are made where they are new.
void add_rows(const CsvTable& table, const std::map<std::string, std::vector<std::string>>& modes_of,
              std::vector<ModeGroup>& groups, GroupedRows& rows) {
  const auto column = [&](const char* name) { return table.column(name); };
  const std::size_t task = column("task"), policy = column("policy"), clock = column("clock"),
                    events = column("events"), context = column("context"),
                    repeat = column("repeat"), seed = column("train_seed"), end = column("end"),
                    success = column("success"), mode = column("mode"),
                    changes = column("mode_changes");
  const auto integer = [](const std::string& text) { return to_integer(text).value_or(0); };

  for (const std::vector<std::string>& row : table.rows) {
    const auto modes = modes_of.find(row[task]);
    if (modes == modes_of.end() || modes->second.empty()) continue;
    if (row[end] == "diverged" || row[end] == "error") continue;

    auto group = std::ranges::find_if(groups, [&](const ModeGroup& g) {
      return g.task == row[task] && g.clock == row[clock] && g.events == row[events];
    });
    if (group == groups.end()) {
      groups.push_back({row[task], row[clock], row[events], modes->second, {}, {}});
      rows.emplace_back();
      group = groups.end() - 1;
    }
    auto& rows_of_group = rows[static_cast<std::size_t>(group - groups.begin())];
    auto& policies = group->policies;
    auto found = std::ranges::find_if(policies, [&](const PolicyModes& p) {
      return p.policy == row[policy] && p.train_seed == integer(row[seed]);
    });
    if (found == policies.end()) {
      policies.push_back({row[policy], integer(row[seed]), {}});
      rows_of_group.emplace_back();
      found = policies.end() - 1;
    }
    rows_of_group[static_cast<std::size_t>(found - policies.begin())].push_back(
        {integer(row[context]), integer(row[repeat]), row[success] == "1", row[mode],
         integer(row[changes]), integer(row[seed])});
  }
}

std::string number(double value, const char* unknown = "-") {
  return std::isnan(value) ? unknown : fmt::format("{:.2f}", value);
}

std::string with_interval(double value, const Interval& interval) {
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

std::filesystem::path shipped_demonstrations(const std::string& task) {
  return asset_path("demonstrations") / (task + "-expert.h5");
}

std::vector<ModeGroup> read_modes(std::span<const std::filesystem::path> folders,
                                  const std::filesystem::path& prior_file) {
  std::vector<ModeGroup> groups;
  GroupedRows rows;
  for (const std::filesystem::path& folder : folders) {
    const CsvTable table = read_results(folder);
    // Results of the first format lack the column.
    if (std::ranges::find(table.header, "mode") == table.header.end()) continue;
    add_rows(table, modes_of_tasks(folder), groups, rows);
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i].prior = prior_of(groups[i].task, groups[i].modes, prior_file);
    for (std::size_t j = 0; j < groups[i].policies.size(); ++j) {
      groups[i].policies[j].measures = mode_measures(rows[i][j], groups[i].modes, groups[i].prior);
    }
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
                     with_interval(m.entropy, m.entropy_interval),
                     fmt::format("{}/{}", m.modes_seen, m.modes.size()), number(m.top_share),
                     with_interval(m.effective_modes, m.effective_modes_interval),
                     number(m.conditional_zero) + " / " + number(m.conditional_dropped),
                     with_interval(m.divergence, m.divergence_interval), percent(m.spurious),
                     percent(m.undecided), percent(m.changed)});
    if (!m.warning.empty()) {
      warnings += fmt::format("- **{}**: {}\n", markdown_cell(mode_row_name(policy, group)), m.warning);
    }
  }
  return aligned_table(lines) + "\n" +
         "- Modes: of successful episodes. Entropy in units of log of the number of modes (1: uniform, "
         "0: one mode), bias-corrected after Miller and Madow. Effective modes: number of modes to "
         "the power of the entropy, times success. Divergence: Kullback-Leibler, same units" +
         std::string(group.prior.empty() ? "; the demonstrations do not tell their modes.\n" : ".\n") +
         "- Entropy given start: over repeats of one start; starts without success count as 0 or are "
         "dropped. Spurious: no demonstration does it. Changed mode: episodes that went from one mode "
         "to another.\n" +
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

std::string mode_histogram(const ModeGroup& group) {
  constexpr int kWidth = 40;
  double most = 0;
  for (const double share : group.prior) most = std::max(most, share);
  for (const PolicyModes& policy : group.policies) {
    if (!std::isnan(policy.measures.top_share)) most = std::max(most, policy.measures.top_share);
  }
  std::size_t label = 0;
  for (const std::string& mode : group.modes) label = std::max(label, mode.size());

  const auto columns = [&](double share) {
    return most > 0 ? static_cast<std::size_t>(std::lround(share / most * kWidth)) : 0;
  };
  std::string out;
  for (const PolicyModes& policy : group.policies) {
    out += fmt::format("{}\n\n", markdown_cell(mode_row_name(policy, group)));
    for (std::size_t mode = 0; mode < group.modes.size(); ++mode) {
      const Share share = share_of_mode(policy.measures, mode);
      std::string bar(kWidth + 1, ' ');
      if (share.of > 0) std::fill_n(bar.begin(), columns(share.value()), '#');
      if (!group.prior.empty()) bar[columns(group.prior[mode])] = '|';
      out += fmt::format("    {:<{}} {} {}\n", group.modes[mode], label, bar, share.count);
    }
    out += "\n";
  }
  if (!group.prior.empty()) out += "'|': the share of the demonstrations.\n";
  return out;
}

}  // namespace streambed
