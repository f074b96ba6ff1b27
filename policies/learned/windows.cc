#include "policies/learned/windows.h"

#include <algorithm>
#include <cassert>

namespace streambed {
namespace {

// The target in force before the first action: what the task holds at the recorded start.
Action held_at_start(const Task& task, const Demonstration& episode) {
  DataPtr data = make_data(task.model());
  task.restore_row(*data, episode, 0);
  return task.hold(*data);
}

// Windows of one episode start at ticks 0 ... count - 1.
Eigen::Index window_count(const Demonstration& episode, const Horizons& horizons, Padding padding) {
  if (padding == Padding::kMasked) return episode.actions.rows();
  return std::max<Eigen::Index>(1, episode.actions.rows() - horizons.execution + 1);
}

}  // namespace

int condition_size(const Horizons& horizons, const Normaliser& normaliser) {
  return horizons.observation * normaliser.encoded_state_size() +
         (horizons.previous_action ? normaliser.encoded_action_size() : 0);
}

std::vector<int> condition_switches(const Horizons& horizons, const Normaliser& normaliser) {
  std::vector<int> out;
  const auto add = [&](const std::vector<int>& switches, int first) {
    for (const int entry : switches) out.push_back(first + entry);
  };
  const int size = normaliser.encoded_state_size();
  for (int i = 0; i < horizons.observation; ++i) add(normaliser.state_switches(), i * size);
  if (horizons.previous_action) add(normaliser.action_switches(), horizons.observation * size);
  return out;
}

void encode_condition(std::span<const Observation> history, const Action& previous,
                      const Horizons& horizons, const Normaliser& normaliser, float* out) {
  assert(static_cast<int>(history.size()) == horizons.observation);
  const int size = normaliser.encoded_state_size();
  for (const Observation& observation : history) {
    normaliser.encode_state(observation.state, out);
    out += size;
  }
  if (horizons.previous_action) normaliser.encode_action(previous, out);
}

Windows make_windows(const Task& task, std::span<const Demonstration> episodes,
                     const Horizons& horizons, const Normaliser& normaliser, Padding padding) {
  Windows out;
  out.lead = std::max(horizons.observation - 1, 1);
  out.action_size = normaliser.encoded_action_size();
  const Eigen::Index span = out.lead + horizons.prediction + 1;
  Eigen::Index rows = 0;
  for (const Demonstration& episode : episodes) rows += window_count(episode, horizons, padding);
  out.condition_switches = condition_switches(horizons, normaliser);
  out.conditions.resize(rows, condition_size(horizons, normaliser));
  out.actions.resize(rows, span * out.action_size);

  Eigen::Index row = 0;
  std::vector<Observation> history(static_cast<std::size_t>(horizons.observation));
  for (const Demonstration& episode : episodes) {
    const Eigen::Index ticks = episode.actions.rows();
    const Action start = held_at_start(task, episode);
    const auto action_at = [&](Eigen::Index tick) -> Action {
      if (tick < 0) return start;
      return episode.actions.row(std::min(tick, ticks - 1)).transpose();
    };
    for (Eigen::Index n = 0; n < window_count(episode, horizons, padding); ++n, ++row) {
      for (Eigen::Index f = 0; f < horizons.observation; ++f) {
        const Eigen::Index tick = std::max<Eigen::Index>(0, n - horizons.observation + 1 + f);
        history[static_cast<std::size_t>(f)].state = episode.states.row(tick).transpose();
      }
      encode_condition(history, action_at(n - 1), horizons, normaliser,
                       out.conditions.row(row).data());
      const auto left = padding == Padding::kMasked ? ticks - n : horizons.prediction;
      out.known.push_back(static_cast<int>(std::min<Eigen::Index>(left, horizons.prediction)));
      for (Eigen::Index i = 0; i < span; ++i) {
        float* const entry = out.actions.row(row).data() + i * out.action_size;
        const Action action = action_at(n - out.lead + i);
        if (horizons.steps) {
          normaliser.encode_step(action_at(n - out.lead + i - 1), action, entry);
        } else {
          normaliser.encode_action(action, entry);
        }
      }
    }
  }
  return out;
}

}  // namespace streambed
