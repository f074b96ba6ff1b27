#include "policies/learned/normaliser.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numbers>

#include "sim/base/error.h"

namespace streambed {
namespace {

// An entry that never moves in the data would divide by zero; it is given a range of one unit.
constexpr double kLeastRange = 1e-6;

double to_unit(double value, double low, double high) {
  return 2 * (value - low) / (high - low) - 1;
}

void widen(const MatrixRM& rows, std::vector<double>& low, std::vector<double>& high) {
  for (Eigen::Index j = 0; j < rows.cols(); ++j) {
    low[static_cast<std::size_t>(j)] =
        std::min(low[static_cast<std::size_t>(j)], rows.col(j).minCoeff());
    high[static_cast<std::size_t>(j)] =
        std::max(high[static_cast<std::size_t>(j)], rows.col(j).maxCoeff());
  }
}

void guard_ranges(std::vector<double>& low, std::vector<double>& high) {
  for (std::size_t i = 0; i < low.size(); ++i) {
    if (high[i] - low[i] < kLeastRange) {
      low[i] -= 0.5;
      high[i] += 0.5;
    }
  }
}

std::vector<double> finite_numbers(const nlohmann::json& json, const char* name,
                                   const std::string& file) {
  std::vector<double> values;
  for (const auto& entry : json.at(name)) values.push_back(entry.get<double>());
  if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); })) {
    throw UserError(file + " has NaN or infinity in its normaliser's " + name +
                    "; restore it or make it again");
  }
  return values;
}

}  // namespace

Normaliser Normaliser::fit(std::span<const Demonstration> episodes,
                           std::vector<int> angle_indices) {
  if (episodes.empty()) throw UserError("no demonstrations to fit a normaliser to");
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const auto states = static_cast<std::size_t>(episodes.front().states.cols());
  const auto actions = static_cast<std::size_t>(episodes.front().actions.cols());

  Normaliser out;
  out.angles_ = std::move(angle_indices);
  out.state_low_.assign(states, kInfinity);
  out.state_high_.assign(states, -kInfinity);
  out.action_low_.assign(actions, kInfinity);
  out.action_high_.assign(actions, -kInfinity);
  for (const Demonstration& episode : episodes) {
    widen(episode.states, out.state_low_, out.state_high_);
    widen(episode.actions, out.action_low_, out.action_high_);
  }
  guard_ranges(out.state_low_, out.state_high_);
  guard_ranges(out.action_low_, out.action_high_);
  out.longest_step_.assign(actions, kLeastRange);
  for (const Demonstration& episode : episodes) {
    for (Eigen::Index i = 1; i < episode.actions.rows(); ++i) {
      for (std::size_t j = 0; j < actions; ++j) {
        const auto column = static_cast<Eigen::Index>(j);
        const double step = std::abs(episode.actions(i, column) - episode.actions(i - 1, column));
        out.longest_step_[j] = std::max(out.longest_step_[j], step);
      }
    }
  }
  return out;
}

namespace {

bool is_folded(const ObservedPose& pose) { return pose.sine >= 0 && pose.symmetry > 1; }
bool has_goal(const ObservedPose& pose) { return pose.goal >= 0; }

}  // namespace

void Normaliser::show_relative(double gain, const TaskInfo& info) {
  relative_gain_ = gain;
  agent_.clear();
  poses_.clear();
  if (gain == 0) return;
  if (info.observed_poses.empty()) {
    throw UserError(info.label + " observes no pose that relative= could show; leave it out");
  }
  agent_.assign(info.position_indices.begin(), info.position_indices.begin() + 2);
  poses_ = info.observed_poses;
}

int Normaliser::encoded_state_size() const {
  const auto folded = std::ranges::count_if(poses_, is_folded);
  const auto aimed = std::ranges::count_if(poses_, has_goal);
  return state_size() +
         static_cast<int>(std::ssize(angles_) + 2 * std::ssize(poses_) + 2 * folded + 3 * aimed);
}

void Normaliser::encode_relative(const Eigen::Ref<const Eigen::VectorXd>& state, float* out) const {
  const auto place = [&](int x, int y) { return Eigen::Vector2d(state[x], state[y]); };
  const auto yaw_of = [&](const ObservedPose& pose) {
    return pose.sine < 0 ? 0 : std::atan2(state[pose.sine], state[pose.cosine]);
  };
  const auto range = [&](int i) {
    return state_high_[static_cast<std::size_t>(i)] - state_low_[static_cast<std::size_t>(i)];
  };
  const double half = std::max(range(agent_[0]), range(agent_[1])) / 2;
  // Of what lies near: an offset from one place to another.
  const auto show_offset = [&](const Eigen::Vector2d& from, const Eigen::Vector2d& to) {
    const Eigen::Vector2d scaled = relative_gain_ / half * (to - from);
    for (const double value : scaled / (1 + scaled.norm())) *out++ = static_cast<float>(value);
  };
  for (const ObservedPose& pose : poses_) {
    show_offset(place(agent_[0], agent_[1]), place(pose.x, pose.y));
    if (is_folded(pose)) {
      const double yaw = pose.symmetry * yaw_of(pose);
      *out++ = static_cast<float>(std::cos(yaw));
      *out++ = static_cast<float>(std::sin(yaw));
    }
    if (!has_goal(pose)) continue;
    const ObservedPose& goal = poses_[static_cast<std::size_t>(pose.goal)];
    show_offset(place(pose.x, pose.y), place(goal.x, goal.y));
    const double turn =
        std::remainder(yaw_of(goal) - yaw_of(pose), 2 * std::numbers::pi / pose.symmetry);
    const double scaled_turn = relative_gain_ * turn / std::numbers::pi;
    *out++ = static_cast<float>(scaled_turn / (1 + std::abs(scaled_turn)));
  }
}

void Normaliser::encode_state(const Eigen::Ref<const Eigen::VectorXd>& state, float* out) const {
  for (int i = 0; i < state_size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (std::find(angles_.begin(), angles_.end(), i) != angles_.end()) {
      *out++ = static_cast<float>(std::cos(state[i]));
      *out++ = static_cast<float>(std::sin(state[i]));
    } else {
      *out++ = static_cast<float>(to_unit(state[i], state_low_[at], state_high_[at]));
    }
  }
  if (!poses_.empty()) encode_relative(state, out);
}

void Normaliser::encode_action(const Eigen::Ref<const Eigen::VectorXd>& action, float* out) const {
  for (int i = 0; i < action_size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    out[i] = static_cast<float>(to_unit(action[i], action_low_[at], action_high_[at]));
  }
}

Action Normaliser::decode_action(const float* in) const {
  Action action(action_size());
  for (int i = 0; i < action_size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    action[i] = action_low_[at] + (in[i] + 1.0) / 2 * (action_high_[at] - action_low_[at]);
  }
  return action;
}

void Normaliser::encode_step(const Action& from, const Action& to, float* out) const {
  for (int i = 0; i < action_size(); ++i) {
    out[i] = static_cast<float>((to[i] - from[i]) / longest_step_[static_cast<std::size_t>(i)]);
  }
}

std::vector<float> Normaliser::step_scale() const {
  std::vector<float> scale;
  for (std::size_t i = 0; i < longest_step_.size(); ++i) {
    scale.push_back(static_cast<float>(2 * longest_step_[i] / (action_high_[i] - action_low_[i])));
  }
  return scale;
}

Action Normaliser::decode_velocity(const float* in) const {
  Action velocity(action_size());
  for (int i = 0; i < action_size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    velocity[i] = in[i] / 2.0 * (action_high_[at] - action_low_[at]);
  }
  return velocity;
}

nlohmann::json Normaliser::to_json() const {
  nlohmann::json json = {{"state_low", state_low_},       {"state_high", state_high_},
                         {"action_low", action_low_},     {"action_high", action_high_},
                         {"longest_step", longest_step_}, {"angle_indices", angles_}};
  if (poses_.empty()) return json;
  nlohmann::json poses = nlohmann::json::array();
  for (const ObservedPose& pose : poses_) {
    poses.push_back({pose.x, pose.y, pose.sine, pose.cosine, pose.symmetry, pose.goal});
  }
  json["relative"] = {{"gain", relative_gain_}, {"agent", agent_}, {"poses", poses}};
  return json;
}

// Are all entries where they are looked for?
bool Normaliser::relative_is_sound() const {
  const auto inside = [&](int index) { return 0 <= index && index < state_size(); };
  return poses_.empty() || (std::isfinite(relative_gain_) && relative_gain_ > 0 &&
                            agent_.size() == 2 && std::ranges::all_of(agent_, inside) &&
                            std::ranges::all_of(poses_, [&](const ObservedPose& pose) {
                              return inside(pose.x) && inside(pose.y) && pose.symmetry >= 1 &&
                                     pose.goal < std::ssize(poses_) &&
                                     (pose.sine < 0 || (inside(pose.sine) && inside(pose.cosine)));
                            }));
}

Normaliser Normaliser::from_json(const nlohmann::json& json, const std::string& file) {
  Normaliser out;
  try {
    out.state_low_ = finite_numbers(json, "state_low", file);
    out.state_high_ = finite_numbers(json, "state_high", file);
    out.action_low_ = finite_numbers(json, "action_low", file);
    out.action_high_ = finite_numbers(json, "action_high", file);
    out.angles_ = json.at("angle_indices").get<std::vector<int>>();
    // Checkpoints from before actions could be steps lack it, and need it no more than PyTorch's.
    if (json.contains("longest_step"))
      out.longest_step_ = finite_numbers(json, "longest_step", file);
    if (json.contains("relative")) {
      const nlohmann::json& relative = json.at("relative");
      out.relative_gain_ = relative.at("gain").get<double>();
      out.agent_ = relative.at("agent").get<std::vector<int>>();
      for (const auto& entry : relative.at("poses")) {
        // Goals came later: without a sixth number there is none.
        const auto pose = entry.get<std::vector<int>>();
        if (pose.size() < 5 || pose.size() > 6)
          throw UserError(file +
                          " was made by a newer streambed (its normaliser has poses of another "
                          "form); use that version");
        out.poses_.push_back(
            {pose[0], pose[1], pose[2], pose[3], pose[4], pose.size() == 6 ? pose[5] : -1});
      }
    }
  } catch (const nlohmann::json::exception&) {
    throw UserError(file + " has an incomplete normaliser; restore it or make it again");
  }
  const bool sizes_agree =
      out.state_low_.size() == out.state_high_.size() &&
      out.action_low_.size() == out.action_high_.size() && out.state_low_.size() <= kMaxStateSize &&
      out.action_low_.size() <= kMaxActionSize &&
      std::all_of(out.angles_.begin(), out.angles_.end(),
                  [&](int index) { return index >= 0 && index < out.state_size(); });
  const bool steps_fit =
      out.longest_step_.empty() ||
      (out.longest_step_.size() == out.action_low_.size() &&
       std::ranges::all_of(out.longest_step_, [](double step) { return step > 0; }));
  const auto ranges_ascend = [](const std::vector<double>& low, const std::vector<double>& high) {
    return std::equal(low.begin(), low.end(), high.begin(), std::less<>());
  };
  if (!sizes_agree || !steps_fit || !out.relative_is_sound() ||
      !ranges_ascend(out.state_low_, out.state_high_) ||
      !ranges_ascend(out.action_low_, out.action_high_)) {
    throw UserError(file +
                    " has a normaliser that contradicts itself; restore it or make it again");
  }
  return out;
}

}  // namespace streambed
