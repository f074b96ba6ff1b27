// What every registered task owes to those who restart it from a recording.

#include <string>
#include <vector>

#include "sim/clock/known_stream.h"
#include "sim/data/recording.h"
#include "sim/data/simulator_state.h"
#include "sim/episode.h"
#include "tests/contracts/every_task.h"

namespace streambed {

namespace {

// These actions, then none.
class Played final : public Policy {
 public:
  explicit Played(std::vector<Action> actions) : actions_(std::move(actions)) {
    info_.name = "played";
    info_.execution_horizon = info_.prediction_horizon = static_cast<int>(actions_.size());
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest&, Memory*) const override { return stream_of(actions_); }

 private:
  std::vector<Action> actions_;
  PolicyInfo info_;
};

TEST_CASE("every task goes on from a recorded row with the same bits", "[contract]") {
  for_every_task([](const Registry& registry, const Task& task) {
    std::vector<std::string> policies = {"random"};
    for (const PolicyEntry& entry : registry.policies())
      if (entry.name == task.info().name + "/expert") policies.push_back(entry.name);
    for (const std::string& name : policies) {
      INFO(name);
      const auto policy = registry.make_policy(name, task);
      const EpisodeKey key{.context = kFirstValidationStart + 3};
      Recording recording(task, name, key);
      Episode episode(task, *policy, key, nullptr, {}, {.observer = &recording});
      for (int i = 0; i < 48 && episode.tick(); ++i) {
      }
      const Demonstration whole = recording.demonstration();
      REQUIRE(whole.actions.rows() > 8);

      // The recorded actions again, from a row in the middle.
      const Eigen::Index middle = whole.actions.rows() / 2;
      std::vector<Action> rest;
      for (Eigen::Index i = middle; i < whole.actions.rows(); ++i)
        rest.push_back(whole.actions.row(i).transpose());
      const Played played(rest);
      Recording second(task, name, key);
      Episode restarted(task, played, key, nullptr, {},
                        {.observer = &second, .start = {&whole, middle}});
      for (std::size_t i = 0; i < rest.size(); ++i) restarted.tick();
      const Demonstration again = second.demonstration();
      REQUIRE(again.states.rows() == std::ssize(rest));
      CHECK(again.states == whole.states.bottomRows(std::ssize(rest)));
      const auto rows = static_cast<std::int64_t>(rest.size());
      CHECK(again.obs.at(kSimulatorState).read() ==
            whole.obs.at(kSimulatorState).read(middle, rows));
      std::vector<double> end(static_cast<std::size_t>(simulator_state_size(task.model())));
      std::vector<double> same_end = end;
      save_simulator_state(task.model(), episode.data(), end);
      save_simulator_state(task.model(), restarted.data(), same_end);
      CHECK(same_end == end);
    }
  });
}

}  // namespace
}  // namespace streambed
