#include "sim/realism.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "sim/base/error.h"
#include "sim/base/rotation.h"
#include "sim/task.h"

namespace streambed {
namespace {

constexpr double kCorrelation = 0.8, kFresh = 0.6;
constexpr double kMaxNoise = 10;
constexpr int kMaxSensorDelay = 1000;

// Six numbers turned by a rotation vector, which is in the world's axes.
template <class Numbers>
void turn(const Eigen::Vector3d& by, Numbers numbers) {
  const auto rotation = rotation_matrix(numbers);
  if (!rotation) throw EngineError("what should be a rotation is none, so it cannot be turned");
  const double angle = by.norm();
  if (angle == 0) return;
  numbers = six_numbers(Eigen::AngleAxisd(angle, by / angle).toRotationMatrix() * *rotation);
}

Eigen::Vector3d normal_vector(Rng& rng) {
  const double x = rng.normal(), y = rng.normal();
  return {x, y, rng.normal()};
}

// Half the longest side of the box of commanded positions; of one without positions, one unit.
double half_box(const TaskInfo& info) {
  double longest = 0;
  int at = 0;
  for (const Component& component : info.action) {
    if (component.kind == ComponentKind::kPosition) {
      const Action side = (info.action_high - info.action_low).segment(at, component.size);
      longest = std::max(longest, side.maxCoeff());
    }
    at += component.size;
  }
  return longest > 0 ? longest / 2 : 1;
}

}  // namespace

std::vector<Key> with_realism(std::vector<Key> keys) {
  keys.push_back(Key::number(
      "observation_noise", 0,
      "deviation of observed positions, in half sides of the action box, and of angles, rad", 0,
      kMaxNoise));
  keys.push_back(Key::number(
      "action_noise", 0,
      "deviation of the executed target, in half sides of the action box: a trembling hand", 0,
      kMaxNoise));
  keys.push_back(Key::integer("sensor_delay", 0, "control ticks by which observations are old", 0,
                              kMaxSensorDelay));
  return keys;
}

Realism realism_of(const Params& params) {
  return {.observation_noise = params.number("observation_noise"),
          .action_noise = params.number("action_noise"),
          .sensor_delay_ticks = static_cast<int>(params.integer("sensor_delay"))};
}

void add_observation_noise(const TaskInfo& info, Rng rng, StateVector& state) {
  const double deviation = info.realism.observation_noise;
  const double scale = deviation * half_box(info);
  int at = 0;
  for (const Component& component : info.observation) {
    switch (component.kind) {
      case ComponentKind::kPosition:
      case ComponentKind::kVelocity:
        for (int i = at; i < at + component.size; ++i) {
          state[i] += scale * rng.normal();
        }
        break;
      case ComponentKind::kAngle:
        state[at] += deviation * rng.normal();
        break;
      case ComponentKind::kDirection: {
        const double length = std::hypot(state[at], state[at + 1]);
        const double angle = std::atan2(state[at], state[at + 1]) + deviation * rng.normal();
        state[at] = length * std::sin(angle);
        state[at + 1] = length * std::cos(angle);
        break;
      }
      case ComponentKind::kRotation:
        turn(deviation * normal_vector(rng), state.segment<6>(at));
        break;
      case ComponentKind::kSwitch:
      case ComponentKind::kScalar:
        break;
    }
    at += component.size;
  }
}

void Tremor::begin_tick(const TaskInfo& info, Rng rng) {
  if (z_.size() == 0) z_ = Action::Zero(info.action_size());
  for (double& z : z_) z = kCorrelation * z + kFresh * rng.normal();
}

Action Tremor::executed(const TaskInfo& info, const Action& target) const {
  const double deviation = info.realism.action_noise;
  Action out = target;
  int at = 0;
  for (const Component& component : info.action) {
    const int size = component.size;
    if (component.kind == ComponentKind::kRotation) {
      turn(deviation * z_.segment<3>(at), out.segment<6>(at));
    } else if (component.kind != ComponentKind::kSwitch) {
      out.segment(at, size) +=
          deviation / 2 *
          (info.action_high - info.action_low).segment(at, size).cwiseProduct(z_.segment(at, size));
    }
    at += size;
  }
  return out;
}

}  // namespace streambed
