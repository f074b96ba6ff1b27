// What every registered task owes. A new task is tested by being registered.

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <set>

#include "sim/base/error.h"
#include "sim/clock/known_stream.h"
#include "sim/episode.h"
#include "sim/registry.h"
#include "tests/catch.h"
#include "tests/contracts/every_task.h"
#include "tests/contracts/sabotaged_task.h"
#include "tests/sim/message_of.h"

namespace streambed {

namespace {

// Everything that must be equal when two episodes are.
std::vector<double> state_of(const Task& task, const mjData& data) {
  const mjModel& model = task.model();
  std::vector<double> state(data.qpos, data.qpos + model.nq);
  state.insert(state.end(), data.qvel, data.qvel + model.nv);
  state.insert(state.end(), data.ctrl, data.ctrl + model.nu);
  state.insert(state.end(), data.userdata, data.userdata + model.nuserdata);
  state.insert(state.end(), data.mocap_pos, data.mocap_pos + 3 * model.nmocap);
  return state;
}

std::vector<double> run(const Task& task, const Policy& policy, const EpisodeKey& key, int ticks) {
  Episode episode(task, policy, key);
  for (int i = 0; i < ticks && episode.tick(); ++i) {
  }
  CHECK(episode.result().reason.empty());
  return state_of(task, episode.data());
}

// Always the same action.
class Stubborn final : public Policy {
 public:
  explicit Stubborn(Action action) : action_(std::move(action)) { info_.name = "stubborn"; }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest&, Memory*) const override { return stream_of({action_}); }

 private:
  Action action_;
  PolicyInfo info_;
};

TEST_CASE("every task describes itself", "[contract]") {
  for_every_task([](const Registry&, const Task& task) {
    const TaskInfo& info = task.info();
    CHECK((info.state_size() > 0 && info.state_size() <= kMaxStateSize));
    CHECK((info.action_size() > 0 && info.action_size() <= kMaxActionSize));
    REQUIRE(info.action_low.size() == info.action_size());
    REQUIRE(info.action_high.size() == info.action_size());
    CHECK((info.action_high - info.action_low).minCoeff() > 0);
    CHECK(info.control_period_ns > 0);
    CHECK(info.control_period_ns % info.physics_step_ns == 0);
    CHECK(static_cast<double>(info.physics_step_ns) / kNsPerSecond ==
          Approx(task.model().opt.timestep));
    CHECK(info.max_ticks > 0);
    CHECK(std::set<std::string>(info.modes.begin(), info.modes.end()).size() == info.modes.size());
    CHECK(std::count(info.modes.begin(), info.modes.end(), "") == 0);
    CHECK(std::count(info.modes.begin(), info.modes.end(), "spurious") == 0);
    CHECK(task.model().ncam >= 2);
    // What is embedded in recordings is the scene.
    const ModelPtr embedded = parse_model(task.model_xml());
    CHECK(embedded->nq == task.model().nq);
    CHECK(embedded->ngeom == task.model().ngeom);
  });
}

TEST_CASE("in every task a start follows from its context, and from little else", "[contract]") {
  for_every_task([](const Registry&, const Task& task) {
    const DataPtr data = make_data(task.model()), other = make_data(task.model());
    std::set<std::vector<double>> starts;
    for (std::int64_t context = kValidation; context < kValidation + 6; ++context) {
      INFO("context " << context);
      const StateVector state = start(task, *data, context);
      CHECK(start(task, *other, context) == state);
      starts.insert(std::vector<double>(state.begin(), state.end()));
      CHECK(state.size() == task.info().state_size());
      CHECK(state.allFinite());

      const Progress progress = Judgement(task, *data).progress();
      CHECK_FALSE(progress.success);
      CHECK_FALSE(progress.failed);
      const Action hold = task.hold(*data);
      REQUIRE(hold.size() == task.info().action_size());
      CHECK(((hold.array() >= task.info().action_low.array()).all() &&
             (hold.array() <= task.info().action_high.array()).all()));
    }
    CHECK(starts.size() == 6);
  });
}

TEST_CASE("every task takes any context or says which it takes", "[contract]") {
  for_every_task([](const Registry&, const Task& task) {
    const DataPtr data = make_data(task.model());
    for (const std::int64_t context : {std::int64_t{-1}, std::int64_t{1} << 62}) {
      const std::string message = message_of([&] { start(task, *data, context); });
      if (message.empty())
        CHECK(observed(task, *data).allFinite());
      else
        CHECK_THAT(message, ContainsSubstring("context"));
    }
  });
}

TEST_CASE("in every task an episode follows from its key", "[contract]") {
  for_every_task([](const Registry& registry, const Task& task) {
    const auto policy = registry.make_policy("random", task);
    const EpisodeKey key{.context = kValidation}, other{.context = kValidation + 1};
    const std::vector<double> once = run(task, *policy, key, 24);
    CHECK(run(task, *policy, key, 24) == once);
    CHECK(run(task, *policy, other, 24) != once);

    // Two at a time see nothing of each other.
    Episode a(task, *policy, key), b(task, *policy, other);
    for (int i = 0; i < 24; ++i) {
      a.tick();
      b.tick();
    }
    CHECK(state_of(task, a.data()) == once);

    // A used mjData remembers nothing.
    Episode c(task, *policy, key, b.release_data());
    for (int i = 0; i < 24; ++i) c.tick();
    CHECK(state_of(task, c.data()) == once);
  });
}

TEST_CASE("every task judges every tick within its bounds", "[contract]") {
  for_every_task([](const Registry& registry, const Task& task) {
    const TaskInfo& info = task.info();
    const auto check_mode = [&](const Episode& episode) {
      const int mode = episode.result().mode;
      if (info.modes.empty()) CHECK(mode == kModeUndecided);
      CHECK((mode == kModeUndecided || mode == kModeSpurious ||
             (mode >= 0 && mode < static_cast<int>(info.modes.size()))));
      CHECK(episode.result().mode == mode);
    };

    std::vector<std::string> policies = {"random"};
    for (const PolicyEntry& entry : registry.policies())
      if (entry.name == info.name + "/expert") policies.push_back(entry.name);
    for (const std::string& name : policies) {
      INFO(name);
      const auto policy = registry.make_policy(name, task);
      Episode episode(task, *policy, {.context = kValidation + 2});
      check_mode(episode);
      int faults = 0;
      while (episode.tick()) {
        const TickView view = episode.tick_view();
        const Progress& progress = view.progress;
        faults += !(progress.score >= 0 && progress.score <= 1);
        faults +=
            !std::isnan(progress.coverage) && !(progress.coverage >= 0 && progress.coverage <= 1);
        faults += view.observation->state.size() != info.state_size() ||
                  !view.observation->state.allFinite();
        faults += progress.success && progress.failed;
        if (view.tick % 8 == 0) check_mode(episode);
      }
      CHECK(faults == 0);
      check_mode(episode);
      CHECK(episode.result().end != End::kError);
      // Whoever reaches the goal of a task with modes has taken a way.
      if (name != "random") {
        CHECK(episode.result().success);
        CHECK((info.modes.empty() || episode.result().mode >= 0));
      }
    }
  });
}

TEST_CASE("no task is solved by keeping still or by chance", "[contract]") {
  for_every_task([](const Registry& registry, const Task& task) {
    for (const char* name : {"hold", "random"}) {
      const auto policy = registry.make_policy(name, task);
      int solved = 0;
      for (std::int64_t context = kValidation; context < kValidation + 5; ++context) {
        Episode episode(task, *policy, {.context = context});
        while (episode.tick()) {
        }
        solved += episode.result().success;
      }
      INFO(name);
      CHECK(solved == 0);
    }
  });
}

TEST_CASE("in every task a broken action is the policy's error, a broken world is not",
          "[contract]") {
  for_every_task([](const Registry& registry, const Task& task) {
    const int size = task.info().action_size();
    const auto end = [&](const Task& world, const Policy& policy) {
      Episode episode(world, policy, {.context = kValidation});
      for (int i = 0; i < 20 && episode.tick(); ++i) {
      }
      return episode.result();
    };
    const EpisodeResult nan = end(task, Stubborn(Action::Constant(size, std::nan(""))));
    CHECK(nan.end == End::kError);
    CHECK_THAT(nan.reason, ContainsSubstring("non-finite"));
    CHECK(end(task, Stubborn(Action::Zero(size + 1))).end == End::kError);

    // An absurd target is limited, missed or diverges; it never breaks the harness. Six numbers
    // that are no rotation are refused, so absurd are the others.
    Action far = Action::Constant(size, 1e6);
    for (const int at : first_entries(task.info().action, ComponentKind::kRotation))
      far.segment<6>(at) = six_numbers(Eigen::Matrix3d::Identity());
    const End absurd = end(task, Stubborn(far)).end;
    CHECK(absurd != End::kError);
    CHECK(absurd != End::kSuccess);

    const double third_tick = 2.5e-9 * static_cast<double>(task.info().control_period_ns);
    const EpisodeResult diverged =
        end(SabotagedTask(task, third_tick), *registry.make_policy("hold", task));
    CHECK(diverged.end == End::kDiverged);
    CHECK(diverged.ticks == 3);
    CHECK_FALSE(diverged.reason.empty());
  });
}

TEST_CASE("every task that can start from an observation shows that observation", "[contract]") {
  for_every_task([](const Registry& registry, const Task& task) {
    const auto policy = registry.make_policy("random", task);
    Episode episode(task, *policy, {.context = kValidation});
    for (int i = 0; i < 8; ++i) episode.tick();
    const StateVector state = observed(task, episode.data());
    const DataPtr data = make_data(task.model());
    try {
      task.restore(*data, {state, {}});
    } catch (const UserError& error) {
      CHECK_THAT(error.what(), ContainsSubstring("cannot start from a recorded observation"));
      return;
    }
    CHECK((observed(task, *data) - state).cwiseAbs().maxCoeff() <
          1e-9 * std::max(1.0, state.cwiseAbs().maxCoeff()));
  });
}

// Steps per second of processor time of a task, and of MuJoCo alone from the same state, the best
// of nine rounds of each in turn.
TEST_CASE("no task costs much more than MuJoCo's own steps", "[.slow][slow]") {
  for_every_task([](const Registry&, const Task& task) {
    const DataPtr data = make_data(task.model());
    constexpr int kSteps = 2000;
    const auto seconds = [&](auto&& step) {
      start(task, *data, kValidation);
      const std::clock_t begin = std::clock();
      for (int i = 0; i < kSteps; ++i) step();
      return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    };
    double own = 1e9, bare = 1e9;
    for (int round = 0; round < 9; ++round) {
      own = std::min(own, seconds([&] { task.step(*data); }));
      bare = std::min(bare, seconds([&] { mj_step(&task.model(), data.get()); }));
    }
    WARN(task.info().name << ": " << 1e6 * own / kSteps << " us per step, " << bare / own
                          << " of MuJoCo's own rate");
    CHECK(bare / own >= 0.85);
  });
}

}  // namespace
}  // namespace streambed
