#include "policies/learned/windows.h"

#include <algorithm>

#include "policies/learned/chunk.h"
#include "sim/builtin.h"
#include "sim/registry.h"
#include "tests/catch.h"
#include "tests/paths.h"

namespace streambed {
}

using namespace streambed;

namespace {

// Twelve ticks of an agent that moves right: state x = 100 + n, action = 200 + n.
Demonstration counting() {
  Demonstration demonstration;
  demonstration.states.resize(12, 5);
  demonstration.actions.resize(12, 2);
  for (int n = 0; n < 12; ++n) {
    demonstration.states.row(n) << 100 + n, 50, 300, 300, 0;
    demonstration.actions.row(n) << 200 + n, 60 + n;
  }
  return demonstration;
}

struct WindowsFixture {
  Registry registry{shipped_assets()};
  std::unique_ptr<const Task> task;
  Demonstration demonstration = counting();
  Normaliser normaliser;
  Horizons horizons{.observation = 2, .prediction = 4, .execution = 3, .previous_action = true};

  WindowsFixture() {
    register_tasks(registry);
    task = registry.make_task("push_t");
    normaliser = Normaliser::fit({&demonstration, 1}, task->info());
  }
  Windows windows(Padding padding = Padding::kMasked) const {
    return make_windows(*task, {&demonstration, 1}, horizons, normaliser, padding);
  }
  // Column i of a window's actions, task units.
  double action(const Windows& windows, int row, int offset) const {
    return normaliser.decode_action(windows.actions.row(row).data() +
                                    (windows.lead + offset) * 2)[0];
  }
};

}  // namespace

TEST_CASE_METHOD(WindowsFixture, "a window holds what was done around its tick", "[windows]") {
  const Windows w = windows();
  REQUIRE(w.lead == 1);
  REQUIRE(w.actions.rows() == 12);
  REQUIRE(w.actions.cols() == (1 + 4 + 1) * 2);
  for (int offset = -1; offset <= 4; ++offset) {
    CHECK(action(w, 5, offset) == Approx(205 + offset));
  }
}

TEST_CASE_METHOD(WindowsFixture, "edges are padded with the held start and the last action",
                 "[windows]") {
  const Windows w = windows();
  CHECK(action(w, 0, -1) == Approx(100));  // the agent's position, which the task holds at rest
  CHECK(action(w, 0, 0) == Approx(200));
  CHECK(action(w, 9, 2) == Approx(211));
  CHECK(action(w, 9, 4) == Approx(211));
}

TEST_CASE_METHOD(WindowsFixture, "what was not demonstrated is marked, or repeats and counts",
                 "[windows]") {
  const Windows masked = windows();
  CHECK(masked.known == std::vector<int>{4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 2, 1});
  // No window begins later than execution - 1 ticks before the end.
  const Windows repeated = windows(Padding::kRepeat);
  CHECK(repeated.known == std::vector<int>(12 - 3 + 1, 4));
}

TEST_CASE_METHOD(WindowsFixture,
                 "a condition is the observations, oldest first, then the previous action",
                 "[windows]") {
  const Windows w = windows();
  const int width = normaliser.encoded_state_size();
  REQUIRE(w.conditions.cols() == 2 * width + 2);
  std::vector<float> expected(static_cast<std::size_t>(width));
  normaliser.encode_state(demonstration.states.row(4).transpose(), expected.data());
  CHECK(w.conditions(5, 0) == Approx(expected[0]));
  normaliser.encode_state(demonstration.states.row(5).transpose(), expected.data());
  CHECK(w.conditions(5, width) == Approx(expected[0]));
  CHECK(normaliser.decode_action(&w.conditions(5, 2 * width))[0] == Approx(204));
  // The first window repeats the first observation.
  CHECK(w.conditions(0, 0) == w.conditions(0, width));
}

TEST_CASE_METHOD(WindowsFixture, "training and run time encode a condition alike", "[windows]") {
  const Windows w = windows();
  std::vector<Observation> history(2);
  history[0].state = demonstration.states.row(6).transpose();
  history[1].state = demonstration.states.row(7).transpose();
  Action previous = demonstration.actions.row(6).transpose();
  std::vector<float> condition(static_cast<std::size_t>(condition_size(horizons, normaliser)));
  encode_condition(history, previous, horizons, normaliser, condition.data());
  for (std::size_t i = 0; i < condition.size(); ++i) {
    CHECK(condition[i] == w.conditions(7, static_cast<Eigen::Index>(i)));
  }
}

TEST_CASE("the switches of a condition are known, so that no noise touches them", "[windows]") {
  const std::vector<Component> observation = {{.name = "angle", .kind = ComponentKind::kAngle},
                                              {.name = "lids", .kind = ComponentKind::kSwitch,
                                               .size = 2}};
  const std::vector<Component> action = {{.name = "place"},
                                         {.name = "grip", .kind = ComponentKind::kSwitch}};
  Demonstration rows;
  rows.states = MatrixRM::Zero(1, 3);
  rows.actions = MatrixRM::Zero(1, 2);
  const Normaliser normaliser = Normaliser::fit({&rows, 1}, observation, action);
  // Twice cosine, sine and two lids, then the action before.
  Horizons horizons{.observation = 2, .previous_action = true};
  CHECK(condition_switches(horizons, normaliser) == std::vector<int>{2, 3, 6, 7, 9});
  horizons.previous_action = false;
  CHECK(condition_switches(horizons, normaliser) == std::vector<int>{2, 3, 6, 7});

  const MethodShape shape{.horizons = horizons,
                          .action_size = 2,
                          .switches = normaliser.action_switches()};
  std::vector<float> noise = {0.5f, 0.5f, 0.5f, 0.5f};  // an action's, then something else's
  shape.spare_switches(noise);
  CHECK(noise == std::vector<float>{0.5f, 0, 0.5f, 0.5f});
}

namespace {

// "Denoises" to a chunk that it was given.
class Given final : public ChunkSampler {
 public:
  Given(const PlanStart& start, std::vector<float> chunk)
      : ChunkSampler(start, 1, From::kZeros), chunk_(std::move(chunk)) {}

 private:
  float time(int) const override { return 0; }
  void denoise(int, std::span<const float>, std::span<float> chunk, Rng&) override {
    std::ranges::copy(chunk_, chunk.begin());
  }
  std::vector<float> chunk_;
};

}  // namespace

TEST_CASE_METHOD(WindowsFixture,
                 "a chunk of steps leads from the last action along what was demonstrated",
                 "[windows]") {
  demonstration.actions(7, 0) += 3;  // the longest step is 4 pixels now, the steps differ
  normaliser = Normaliser::fit({&demonstration, 1}, task->info());
  horizons.steps = true;
  const Windows w = windows();
  const MethodShape shape{horizons, 2, normaliser.step_scale()};
  for (int row : {1, 5, 6}) {
    const auto columns = static_cast<std::size_t>(w.actions.cols());
    const ActionWindow window{{w.actions.row(row).data(), columns}, w.lead, 2, 4};
    const auto target = chunk_target(window, shape);
    PlanRequest request;
    request.last_executed = demonstration.actions.row(row - 1).transpose();
    Given sampler({request, normaliser, shape, {}}, {target.begin(), target.end()});
    const std::span<const float> unused;
    sampler.take({&unused, 1});
    for (int offset = 0; offset < 3; ++offset) {
      const auto emitted = sampler.emit();
      REQUIRE(emitted.size() == 2);
      const Action action = normaliser.decode_action(emitted.data());
      for (int i : {0, 1}) CHECK(action[i] == Approx(demonstration.actions(row + offset, i)));
      // One step of the longest is one unit.
      const std::size_t at = 2 * static_cast<std::size_t>(offset + 1);
      CHECK(target[at] == Approx(row + offset == 7 ? 1 : row + offset == 8 ? -0.5 : 0.25));
    }
    CHECK(sampler.emit().empty());
    // What is drawn begins where the robot is.
    const Eigen::MatrixXf drawn = sampler.trace().front();
    REQUIRE(drawn.rows() == 4);
    const std::vector<float> first{drawn(0, 0), drawn(0, 1)};
    CHECK(normaliser.decode_action(first.data())[0] == Approx(request.last_executed[0]));
  }
}
