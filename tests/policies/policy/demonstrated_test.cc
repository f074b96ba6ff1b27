// Policies that carry demonstrations instead of weights.

#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"

using namespace streambed;

namespace {

struct DemonstratedFixture : TrainedFixture {
  std::string keys;

  DemonstratedFixture() {
    const auto path = scratch("circles.h5");
    write_hdf5(path, demonstrations);
    keys = "(demos=\"" + path.string() + "\"";
  }
  std::unique_ptr<const Policy> make(const std::string& name, const std::string& more = "") const {
    return registry.make_policy(name + keys + more + ")", *task);
  }
  Observation observation(int episode, int row) const {
    const auto& states = demonstrations.episodes[static_cast<std::size_t>(episode)].states;
    return {.state = states.row(row).transpose(), .images = {}};
  }
};

}  // namespace

TEST_CASE_METHOD(DemonstratedFixture, "the nearest neighbour of a demonstrated moment is itself",
                 "[demonstrated]") {
  const auto policy = make("nearest_neighbour");
  const std::vector<Observation> history = {observation(5, 19), observation(5, 20)};
  PlanRequest request;
  request.history = history;
  request.last_executed = Action::Constant(2, 0);
  const StreamPtr stream = policy->plan(request, nullptr);
  int count = 0;
  for (; const auto action = stream->next({}, {}); ++count) {
    CHECK((*action - demonstrations.episodes[5].actions.row(20 + count).transpose()).norm() < 1e-3);
  }
  CHECK(count == 8);

  // Near the end there is less to do.
  const std::vector<Observation> late = {observation(5, 36), observation(5, 37)};
  request.history = late;
  const StreamPtr rest = policy->plan(request, nullptr);
  for (count = 0; rest->next({}, {});) ++count;
  CHECK(count == 3);
}

TEST_CASE_METHOD(DemonstratedFixture,
                 "replay plays the demonstration with the nearest start, then holds",
                 "[demonstrated]") {
  const auto policy = make("replay");
  const auto memory = policy->start();
  const std::vector<Observation> history = {observation(7, 0)};
  PlanRequest request;
  request.history = history;
  const auto& actions = demonstrations.episodes[7].actions;
  for (request.tick = 0; request.tick < 56; request.tick += 8) {
    const StreamPtr stream = policy->plan(request, memory.get());
    for (Eigen::Index i = 0; i < 8; ++i) {
      const auto row = std::min<Eigen::Index>(request.tick + i, actions.rows() - 1);
      CHECK(*stream->next({}, {}) == actions.row(row).transpose());
    }
  }
}

TEST_CASE_METHOD(DemonstratedFixture, "other demonstrations make another policy",
                 "[demonstrated]") {
  for (const std::string name : {"nearest_neighbour", "replay"}) {
    write_hdf5(scratch("circles.h5"), demonstrations);
    const std::string before = make(name)->info().checkpoint_hash;
    CHECK(before == file_sha256(scratch("circles.h5")));
    DemonstrationSet other = demonstrations;
    other.episodes[3].actions(0, 0) += 1;
    write_hdf5(scratch("circles.h5"), other);
    CHECK(make(name)->info().checkpoint_hash != before);
  }
}

TEST_CASE_METHOD(DemonstratedFixture, "demonstrations that do not fit are refused",
                 "[demonstrated]") {
  CHECK_THROWS_WITH(registry.make_policy("replay(demos=nowhere.h5)", *task),
                    ContainsSubstring("nowhere.h5"));
  const auto path = scratch("narrow.h5");
  DemonstrationSet narrow = demonstrations;
  for (Demonstration& episode : narrow.episodes) episode.actions.conservativeResize(40, 1);
  write_hdf5(path, narrow);
  CHECK_THROWS_WITH(registry.make_policy("replay(demos=\"" + path.string() + "\")", *task),
                    ContainsSubstring("another task"));
}
