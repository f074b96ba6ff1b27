#include "experiments/demonstrations/action_checks.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/base/error.h"

namespace streambed {
namespace {

// Recordings of people go a little past the edge; every twentieth action does not.
constexpr double kMargin = 0.05, kMostOutside = 0.05;
// Targets of even one short stroke use more of the range than this.
constexpr double kLeastRange = 0.02;
// Of the position's variance, what is left after subtracting it from targets that follow it is a
// tenth; after subtracting it from increments, all.
constexpr double kMostLeft = 0.5;

bool is_plain(ComponentKind kind) {
  return kind == ComponentKind::kPosition || kind == ComponentKind::kScalar;
}

// Mean and variance of numbers that come one by one.
class Spread {
 public:
  void add(double value) {
    ++count_;
    const double before = value - mean_;
    mean_ += before / static_cast<double>(count_);
    squares_ += before * (value - mean_);
    low_ = std::min(low_, value);
    high_ = std::max(high_, value);
  }
  double variance() const { return count_ == 0 ? 0 : squares_ / static_cast<double>(count_); }
  double length() const { return count_ == 0 ? 0 : high_ - low_; }

 private:
  std::int64_t count_ = 0;
  double mean_ = 0, squares_ = 0;
  double low_ = std::numeric_limits<double>::infinity();
  double high_ = -std::numeric_limits<double>::infinity();
};

}  // namespace

std::vector<std::string> action_doubts(std::span<const Demonstration> episodes,
                                       const Task& task) {
  const TaskInfo& info = task.info();
  const std::vector<int> measured = measured_entries(info);
  std::int64_t rows = 0, outside = 0;
  double most_used = 0, position = 0, left = 0;
  std::vector<Spread> actions(static_cast<std::size_t>(info.action_size()));
  std::vector<Spread> positions = actions, differences = actions;
  for (const Demonstration& episode : episodes) {
    // As the task takes them; a task that imitates what was reached does not look at commands.
    Demonstration seen{episode.states, episode.actions, {}, {}};
    if (seen.states.size() > 0) task.retarget(seen);
    for (Eigen::Index row = 0; row < seen.actions.rows(); ++row, ++rows) {
      bool is_inside = true;
      for (int i = 0; i < info.action_size(); ++i) {
        if (!is_plain(component_at(info.action, i).kind)) continue;
        const double value = seen.actions(row, i), low = info.action_low[i];
        const double range = info.action_high[i] - low;
        is_inside = is_inside && std::abs(value - low - range / 2) <= (0.5 + kMargin) * range;
        const auto at = static_cast<std::size_t>(i);
        actions[at].add(value / range);
        if (measured.empty() || seen.states.cols() != info.state_size()) continue;
        const double place = seen.states(row, measured[at]);
        positions[at].add(place / range);
        differences[at].add((value - place) / range);
      }
      outside += is_inside ? 0 : 1;
    }
  }
  for (std::size_t i = 0; i < actions.size(); ++i) {
    most_used = std::max(most_used, actions[i].length());
    position += positions[i].variance();
    left += differences[i].variance();
  }

  std::vector<std::string> doubts;
  const double share = rows == 0 ? 0 : static_cast<double>(outside) / static_cast<double>(rows);
  if (share > kMostOutside) {
    doubts.push_back(fmt::format("{:.0f} % of the actions lie outside of what {} can hold; are "
                                 "they in its units?",
                                 100 * share, info.name));
  }
  const bool has_plain = std::ranges::any_of(
      info.action, [](const Component& component) { return is_plain(component.kind); });
  if (has_plain && most_used < kLeastRange) {
    doubts.push_back(fmt::format("the actions use {:.2g} % of the range of {}'s; are they "
                                 "increments (import --actions delta), or in other units?",
                                 100 * most_used, info.name));
  } else if (left > kMostLeft * position && position > 0) {
    doubts.push_back(fmt::format("the actions do not follow the position that they command in {}; "
                                 "are they increments (import --actions delta), or in other units?",
                                 info.name));
  }
  return doubts;
}

void add_increments(std::span<Demonstration> episodes, const TaskInfo& info,
                    const std::filesystem::path& path) {
  const std::vector<int> measured = measured_entries(info);
  const bool can_add =
      !measured.empty() && std::ranges::all_of(info.action, [](const Component& component) {
        return is_plain(component.kind) || component.kind == ComponentKind::kAngle;
      });
  if (!can_add) {
    throw UserError(fmt::format(
        "{}: --actions delta adds increments to the observed position, but the actions of {} are "
        "not all positions that it observes; convert them yourself",
        path.string(), info.label));
  }
  for (Demonstration& episode : episodes) {
    if (episode.states.cols() != info.state_size()) {
      throw UserError(fmt::format(
          "{}: its {} state columns are not the {} of {}, so --actions delta cannot tell the "
          "position; name the task, with its keys, that they were recorded with",
          path.string(), episode.states.cols(), info.state_size(), info.label));
    }
    for (int i = 0; i < info.action_size(); ++i) {
      episode.actions.col(i) += episode.states.col(measured[static_cast<std::size_t>(i)]);
    }
  }
}

}  // namespace streambed
