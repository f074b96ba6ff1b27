// Noise, a trembling hand and late sensors: sizes, what stays as it is, and the same for everyone.

#include "sim/realism.h"

#include <cmath>
#include <vector>

#include "sim/base/rotation.h"
#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/sim/clock/traced_policy.h"
#include "tests/sim/counting_policy.h"
#include "tests/sim/tiny_task.h"
#include "tests/sim/turning_task.h"

using namespace streambed;
using namespace streambed::testing;

namespace {

class UnreliableCart final : public TinyTask {
 public:
  explicit UnreliableCart(const Realism& realism) { info_.realism = realism; }
};

// Observed and commanded in every form.
TaskInfo all_kinds() {
  TaskInfo info;
  info.observation = {
      {"place", ComponentKind::kPosition, 2}, {"speed", ComponentKind::kVelocity, 1},
      {"bearing", ComponentKind::kAngle, 1},  {"yaw", ComponentKind::kDirection, 2},
      {"turn", ComponentKind::kRotation, 6},  {"grip", ComponentKind::kSwitch, 1},
      {"load", ComponentKind::kScalar, 1}};
  info.action = {{"goal", ComponentKind::kPosition, 2},
                 {"aim", ComponentKind::kRotation, 6},
                 {"close", ComponentKind::kSwitch, 1}};
  info.action_low = Action::Constant(9, -1);
  info.action_high = Action::Constant(9, 1);
  info.action_high[0] = 3;  // the longest side of a position is 4
  info.action_high[8] = 50;
  return info;
}

double deviation(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value * value;
  return std::sqrt(sum / static_cast<double>(values.size()));
}

// The cart's targets, as they were asked for and as they were executed, and what was observed.
struct Ride final : EpisodeObserver {
  std::vector<double> labels, executed, held, seen, places;

  void begin_tick(const Episode& episode) override {
    seen.push_back(episode.history().back().state[0]);
    places.push_back(episode.data().qpos[0]);
  }
  void end_tick(const Episode& episode) override {
    const TickView view = episode.tick_view();
    labels.push_back(view.label[0]);
    executed.push_back(view.executed[0]);
    held.push_back(episode.data().mocap_pos[0]);
  }
};

Ride ride(const Realism& realism, const Policy& policy, const char* clock = "frozen") {
  const UnreliableCart task(realism);
  Ride out;
  Episode episode(task, policy, {.context = 2, .clock = clock}, nullptr, {}, {.observer = &out});
  while (episode.tick()) {
  }
  CHECK(episode.result().reason == "");
  return out;
}

}  // namespace

TEST_CASE("observation noise has the deviation asked for, in each component's own form",
          "[realism]") {
  TaskInfo info = all_kinds();
  info.realism.observation_noise = 0.05;
  StateVector truth(14);
  truth << 0.1, 0.2, 0.3, 0.4, std::sin(0.7), std::cos(0.7), 1, 0, 0, 0, 1, 0, -0.5, 7;
  std::vector<double> places, speeds, angles, turns, tilts;
  for (std::int64_t tick = 0; tick < 4000; ++tick) {
    StateVector seen = truth;
    add_observation_noise(info, Rng{}.fork(tick), seen);
    places.push_back(seen[0] - truth[0]);
    speeds.push_back(seen[2] - truth[2]);
    angles.push_back(seen[3] - truth[3]);
    turns.push_back(std::atan2(seen[4], seen[5]) - 0.7);
    CHECK(std::hypot(seen[4], seen[5]) == Approx(1));
    const auto rotation = rotation_matrix(seen.segment<6>(6));
    REQUIRE(rotation);
    CHECK(orthonormality_error(seen.segment<6>(6)) < 1e-12);
    tilts.push_back(angle_between(*rotation, Eigen::Matrix3d::Identity()));
    CHECK(seen.tail(2) == truth.tail(2));

    StateVector again = truth;
    add_observation_noise(info, Rng{}.fork(tick), again);
    CHECK(again == seen);
  }
  // Half the longest side is 2: 0.05 of it is 0.1.
  CHECK(deviation(places) == Approx(0.1).epsilon(0.05));
  CHECK(deviation(speeds) == Approx(0.1).epsilon(0.05));
  CHECK(deviation(angles) == Approx(0.05).epsilon(0.05));
  CHECK(deviation(turns) == Approx(0.05).epsilon(0.05));
  // About three axes.
  CHECK(deviation(tilts) == Approx(0.05 * std::sqrt(3)).epsilon(0.05));
}

TEST_CASE("a trembling hand has the deviation asked for, and moves slowly", "[realism]") {
  TaskInfo info = all_kinds();
  info.realism.action_noise = 0.1;
  Action target(9);
  target << 1, 0, 1, 0, 0, 0, 1, 0, -1;
  Tremor tremor;
  std::vector<double> first, second, product;
  for (std::int64_t tick = 0; tick < 20000; ++tick) {
    tremor.begin_tick(info, Rng{}.fork(tick));
    const Action executed = tremor.executed(info, target);
    first.push_back(executed[0] - target[0]);
    second.push_back(executed[1] - target[1]);
    if (tick > 0) product.push_back(second[second.size() - 1] * second[second.size() - 2]);
    CHECK(orthonormality_error(executed.segment<6>(2)) < 1e-12);
    CHECK(executed[8] == target[8]);
  }
  // Half the ranges are 2 and 1.
  CHECK(deviation(first) == Approx(0.2).epsilon(0.05));
  CHECK(deviation(second) == Approx(0.1).epsilon(0.05));
  double sum = 0;
  for (const double value : product) sum += value;
  CHECK(sum / static_cast<double>(product.size()) == Approx(0.8 * 0.01).epsilon(0.08));
}

TEST_CASE("what was asked for is kept apart from what is executed", "[realism]") {
  const TinyPolicy policy(0.4);
  const Ride still = ride({}, policy);
  CHECK(still.executed == still.labels);

  const Ride trembling = ride({.action_noise = 0.1}, policy);
  CHECK(trembling.labels == still.labels);
  CHECK(trembling.executed != still.executed);
  CHECK(trembling.held == trembling.executed);
  for (const double target : trembling.executed) CHECK(std::abs(target - 0.4) < 0.6);

  // While nothing is ready, too, the last target trembles; it does not wander off.
  const Ride held = ride({.action_noise = 0.1}, policy, "virtual(delay=30)");
  CHECK(held.held == held.executed);
  for (const double label : held.labels) CHECK(label == 0.02);
}

TEST_CASE("all policies meet the same noise, whatever their clock", "[realism]") {
  const Realism realism{.observation_noise = 0.05, .action_noise = 0.1};
  const Ride one = ride(realism, TinyPolicy(0.4)), other = ride(realism, TinyPolicy(-0.3)),
             slow = ride(realism, TinyPolicy(0.4), "virtual(delay=1)");
  CHECK(ride(realism, TinyPolicy(0.4)).executed == one.executed);
  REQUIRE(one.seen.size() == other.seen.size());
  for (std::size_t i = 0; i < one.seen.size(); ++i) {
    CAPTURE(i);
    const double noise = one.seen[i] - one.places[i];
    CHECK(noise != 0);
    CHECK(other.seen[i] - other.places[i] == Approx(noise).margin(1e-12));
    CHECK(slow.seen[i] - slow.places[i] == Approx(noise).margin(1e-12));
    CHECK(other.executed[i] - other.labels[i] ==
          Approx(one.executed[i] - one.labels[i]).margin(1e-12));
  }
}

TEST_CASE("a late sensor shows what was; its age counts", "[realism]") {
  const TinyPolicy policy(0.4);
  const Ride late = ride({.sensor_delay_ticks = 3}, policy);
  const Ride still = ride({}, policy);
  CHECK(late.places == still.places);  // this policy does not look
  for (std::size_t i = 0; i < late.seen.size(); ++i) {
    CHECK(late.seen[i] == late.places[i < 3 ? 0 : i - 3]);
  }

  const auto age = [&](int delay) {
    const UnreliableCart task({.sensor_delay_ticks = delay});
    Episode episode(task, policy, {});
    while (episode.tick()) {
    }
    return episode.result().action_age_ms;
  };
  // Twenty ticks of 50 ms; the first of them cannot see further back than the start.
  CHECK(age(1) == Approx(age(0) + 50 * 19.0 / 20));
}

TEST_CASE("looking between ticks does not shift a late sensor", "[realism]") {
  const UnreliableCart task({.observation_noise = 0.1, .sensor_delay_ticks = 2});
  const TinyPolicy policy(0.4);
  const auto seen = [&](bool curious) {
    Ride out;
    Episode episode(task, policy, {}, nullptr, {}, {.observer = &out});
    do {
      if (curious) episode.look();
    } while (episode.tick());
    return out.seen;
  };
  CHECK(seen(true) == seen(false));
}
