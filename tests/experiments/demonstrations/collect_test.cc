#include "experiments/demonstrations/collect.h"

#include <utility>
#include <vector>

#include "tests/catch.h"
#include "tests/experiments/toy.h"
#include "tests/sim/message_of.h"

using namespace streambed;

namespace {

struct Collected {
  Collection counts;
  std::vector<Demonstration> episodes;
};

Collected collected(const CollectOptions& options, const std::string& policy = "noisy",
                    const std::string& task_spec = "toy(max_ticks=6)") {
  const Registry registry = toy_registry();
  const auto task = registry.make_task(task_spec);
  Collected all;
  all.counts = collect(*task, *registry.make_policy(policy, *task), options,
                       [&](Demonstration episode) { all.episodes.push_back(std::move(episode)); });
  CHECK(all.counts.kept == std::ssize(all.episodes));
  return all;
}

bool succeeded(const Demonstration& demonstration) {
  const MatrixRM score = demonstration.obs.at("score").read().matrix();
  return score(score.rows() - 1, 0) > 0.8;
}

}  // namespace

TEST_CASE("collecting keeps successful episodes until there are enough") {
  const Collected all = collected({.episodes = 5, .first_context = 30});
  REQUIRE(all.episodes.size() == 5);
  CHECK(all.counts.failed > 0);
  CHECK(all.counts.tried == 5 + all.counts.failed);
  CHECK_THAT(all.counts.origin, ContainsSubstring("noisy contexts=30.."));
  for (const Demonstration& demonstration : all.episodes) {
    CHECK(succeeded(demonstration));
    CHECK(demonstration.states.rows() == demonstration.actions.rows());
  }
}

TEST_CASE("a row is what was seen and then commanded") {
  const Registry registry = toy_registry();
  const auto task = registry.make_task("toy");
  const Demonstration demonstration =
      collected({.episodes = 1, .first_context = 3}, "noisy", "toy").episodes.front();

  // The recorded commands alone, from the start: the states before them, success after the last.
  const DataPtr data = make_data(task->model());
  task->reset(*data, 3, Rng{}.fork("toy").fork(3).fork(0).fork("task"));
  NoSensors sensors;
  Observation seen;
  Judgement judgement(*task, *data);
  for (Eigen::Index row = 0; row < demonstration.actions.rows(); ++row) {
    CHECK_FALSE(judgement.progress().success);
    task->observe(*data, sensors, seen);
    CHECK(seen.state == demonstration.states.row(row).transpose());
    task->apply(demonstration.actions.row(row).transpose(), *data);
    for (int i = 0; i < 10; ++i) task->step(*data);
    judgement.judge(*data);
  }
  CHECK(judgement.progress().success);
}

TEST_CASE("failures are kept on request") {
  const Collected all = collected({.episodes = 12, .keep_failures = true});
  CHECK(all.counts.tried == 12);
  CHECK(all.counts.failed > 0);
  std::int64_t failed = 0;
  for (const Demonstration& demonstration : all.episodes)
    failed += !succeeded(demonstration);
  CHECK(failed == all.counts.failed);
}

TEST_CASE("collecting stops on request with whole episodes") {
  std::stop_source stop;
  CollectOptions options{.episodes = 10, .stop = stop.get_token()};
  options.progress = [&](std::int64_t kept, std::int64_t, std::string_view) {
    if (kept == 3) stop.request_stop();
  };
  const Collected all = collected(options);
  REQUIRE(all.episodes.size() == 3);
  CHECK(succeeded(all.episodes.back()));
}

TEST_CASE("a policy that cannot is told instead of tried for ever") {
  CHECK_THAT(message_of([] { collected({.episodes = 1}, "noisy", "toy(max_ticks=1)"); }),
             ContainsSubstring("failed on the 100 starts up to 99"));
  CHECK_THAT(message_of([] { collected({.episodes = 5}, "noisy(fault=throw)", "toy"); }),
             ContainsSubstring("broke on toy from start 1 (the toy"));
  CHECK_THAT(message_of([] { collected({.episodes = 5, .first_context = 2'000'000}); }),
             ContainsSubstring("lower the seed"));
}
