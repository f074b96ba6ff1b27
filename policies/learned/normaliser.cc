#include "policies/learned/normaliser.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "sim/base/error.h"

namespace streambed {
namespace {

// Steps between actions that are never different would divide by zero.
constexpr double kLeastStep = 1e-6;

}  // namespace

Normaliser Normaliser::fit(std::span<const Demonstration> episodes,
                           std::span<const Component> observation,
                           std::span<const Component> action) {
  if (episodes.empty()) throw UserError("no demonstrations to fit a normaliser to");
  Normaliser out;
  out.state_ = VectorEncoding(observation);
  out.action_ = VectorEncoding(action);
  if (out.encoded_action_size() > kMaxActionSize) {
    throw UserError("the task's action becomes " + std::to_string(out.encoded_action_size()) +
                    " numbers, as an angle counts twice, but a network can learn " +
                    std::to_string(kMaxActionSize) + "; command fewer");
  }
  for (const Demonstration& episode : episodes) {
    out.state_.widen(episode.states);
    out.action_.widen(episode.actions);
  }
  out.state_.settle();
  out.action_.settle();

  out.longest_step_.assign(static_cast<std::size_t>(out.encoded_action_size()), kLeastStep);
  std::vector<double> step(out.longest_step_.size());
  for (const Demonstration& episode : episodes) {
    for (Eigen::Index i = 1; i < episode.actions.rows(); ++i) {
      out.action_.difference(episode.actions.row(i - 1).data(), episode.actions.row(i).data(),
                             step.data());
      for (std::size_t j = 0; j < step.size(); ++j)
        out.longest_step_[j] = std::max(out.longest_step_[j], std::abs(step[j]));
    }
  }
  return out;
}

Normaliser Normaliser::fit(std::span<const Demonstration> episodes, const TaskInfo& info) {
  return fit(episodes, info.observation, info.action);
}

// The objects' poses in the order of the task's list, then those of goals that are no objects.
std::vector<Normaliser::PlanarPose> Normaliser::planar_poses(const TaskInfo& info) {
  std::vector<PlanarPose> out;
  std::vector<std::string> names;  // whose pose each is
  const auto add = [&](const std::string& name, int symmetry) {
    const PoseEntries entries = pose_entries(info.observation, name);
    if (name.empty() || entries.position_size < 2) return;
    PlanarPose pose{.x = entries.position, .y = entries.position + 1};
    // What always looks the same has no yaw to show.
    if (symmetry > 0 && entries.turn >= 0 && entries.turn_kind == ComponentKind::kDirection) {
      pose.sine = entries.turn;
      pose.cosine = entries.turn + 1;
      pose.symmetry = symmetry;
    }
    out.push_back(pose);
    names.push_back(name);
  };
  const auto index_of = [&](const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
  };
  for (const TaskObject& object : info.objects) add(object.name, object.symmetry);
  for (const TaskObject& object : info.objects) {
    const std::size_t own = index_of(object.name);
    if (own == names.size()) continue;
    if (index_of(object.goal) == names.size()) add(object.goal, 1);
    const std::size_t goal = index_of(object.goal);
    if (goal < names.size()) out[own].goal = static_cast<int>(goal);
  }
  return out;
}

void Normaliser::show_relative(double gain, const TaskInfo& info) {
  relative_gain_ = gain;
  agent_.clear();
  poses_.clear();
  if (gain == 0) return;
  const auto hand = std::ranges::find_if(info.action, [](const Component& component) {
    return component.kind == ComponentKind::kPosition && component.size >= 2 &&
           !component.measured_by.empty();
  });
  if (hand != info.action.end()) poses_ = planar_poses(info);
  if (poses_.empty()) {
    throw UserError(info.label + " observes no pose that relative= could show; leave it out");
  }
  const int first = first_entry(info.observation, hand->measured_by);
  agent_ = {first, first + 1};
}

int Normaliser::encoded_state_size() const {
  int size = state_.encoded_size();
  for (const PlanarPose& pose : poses_) {
    size += 2 + (pose.is_folded() ? 2 : 0) + (pose.has_goal() ? 3 : 0);
  }
  return size;
}

void Normaliser::encode_relative(const Eigen::Ref<const Eigen::VectorXd>& state, float* out) const {
  const auto place = [&](int x, int y) { return Eigen::Vector2d(state[x], state[y]); };
  const auto yaw_of = [&](const PlanarPose& pose) {
    return std::atan2(state[pose.sine], state[pose.cosine]);
  };
  const auto range = [&](int i) { return state_.high(i) - state_.low(i); };
  const double half = std::max(range(agent_[0]), range(agent_[1])) / 2;
  // Of what lies near: an offset from one place to another.
  const auto show_offset = [&](const Eigen::Vector2d& from, const Eigen::Vector2d& to) {
    const Eigen::Vector2d scaled = relative_gain_ / half * (to - from);
    for (const double value : scaled / (1 + scaled.norm())) *out++ = static_cast<float>(value);
  };
  for (const PlanarPose& pose : poses_) {
    show_offset(place(agent_[0], agent_[1]), place(pose.x, pose.y));
    if (pose.is_folded()) {
      const double yaw = pose.symmetry * yaw_of(pose);
      *out++ = static_cast<float>(std::cos(yaw));
      *out++ = static_cast<float>(std::sin(yaw));
    }
    if (!pose.has_goal()) continue;
    const PlanarPose& goal = poses_[static_cast<std::size_t>(pose.goal)];
    show_offset(place(pose.x, pose.y), place(goal.x, goal.y));
    const bool turns = pose.sine >= 0 && goal.sine >= 0;
    const double turn =
        turns ? std::remainder(yaw_of(goal) - yaw_of(pose), 2 * std::numbers::pi / pose.symmetry)
              : 0;
    const double scaled_turn = relative_gain_ * turn / std::numbers::pi;
    *out++ = static_cast<float>(scaled_turn / (1 + std::abs(scaled_turn)));
  }
}

void Normaliser::encode_state(const Eigen::Ref<const Eigen::VectorXd>& state, float* out) const {
  state_.encode(state.data(), out);
  if (!poses_.empty()) encode_relative(state, out + state_.encoded_size());
}

void Normaliser::encode_action(const Eigen::Ref<const Eigen::VectorXd>& action, float* out) const {
  action_.encode(action.data(), out);
}

Action Normaliser::decode_action(const float* in) const {
  Action action(action_size());
  action_.decode(in, action.data());
  return action;
}

void Normaliser::encode_step(const Action& from, const Action& to, float* out) const {
  std::array<double, kMaxActionSize> step;
  action_.difference(from.data(), to.data(), step.data());
  for (std::size_t i = 0; i < longest_step_.size(); ++i)
    out[i] = static_cast<float>(step[i] / longest_step_[i]);
}

std::vector<float> Normaliser::step_scale() const { return action_.network_units(longest_step_); }

Action Normaliser::decode_velocity(const float* in, const Action& at) const {
  Action velocity(action_size());
  action_.decode_velocity(in, at.data(), velocity.data());
  return velocity;
}

nlohmann::json Normaliser::to_json() const {
  nlohmann::json json = {{"longest_step", longest_step_}};
  state_.to_json("state", json);
  action_.to_json("action", json);
  if (poses_.empty()) return json;
  nlohmann::json poses = nlohmann::json::array();
  for (const PlanarPose& pose : poses_) {
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
                            std::ranges::all_of(poses_, [&](const PlanarPose& pose) {
                              return inside(pose.x) && inside(pose.y) && pose.symmetry >= 1 &&
                                     pose.goal < std::ssize(poses_) &&
                                     (pose.sine < 0 || (inside(pose.sine) && inside(pose.cosine)));
                            }));
}

Normaliser Normaliser::from_json(const nlohmann::json& json, const std::string& file) {
  Normaliser out;
  try {
    out.state_ = VectorEncoding::from_json("state", json, kMaxStateSize, file);
    out.action_ = VectorEncoding::from_json("action", json, kMaxActionSize, file);
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
  const bool steps_fit =
      out.longest_step_.empty() ||
      (std::ssize(out.longest_step_) == out.encoded_action_size() &&
       std::ranges::all_of(out.longest_step_, [](double step) { return step > 0; }));
  if (!steps_fit || out.encoded_action_size() > kMaxActionSize || !out.relative_is_sound()) {
    throw UserError(file +
                    " has a normaliser that contradicts itself; restore it or make it again");
  }
  return out;
}

}  // namespace streambed
