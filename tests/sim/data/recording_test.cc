#include "sim/data/recording.h"

#include "tests/catch.h"
#include "tests/sim/scratch_folder.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;

TEST_CASE("A recorded episode has one row per tick and is a demonstration") {
  const testing::TinyTask task;
  const testing::TinyPolicy policy;
  const EpisodeKey key{.context = 10};
  Episode episode(task, policy, key);
  Recording recording(task, "tiny_policy", key);
  bool running = true;
  while (running) {
    running = episode.tick();
    recording.add(episode);
  }
  // A tick that was added before adds nothing.
  recording.add(episode);
  episode.tick();
  recording.add(episode);

  const auto ticks = static_cast<Eigen::Index>(episode.result().ticks);
  REQUIRE(ticks > 3);
  const Demonstration demonstration = recording.demonstration();
  CHECK(demonstration.states.rows() == ticks);
  CHECK(demonstration.actions.rows() == ticks);
  CHECK(demonstration.obs.at("qpos").rows() == ticks);
  CHECK(demonstration.states(0, 0) == Approx(0.1));
  CHECK(demonstration.actions(0, 0) == 1);
  // The state of a tick is what the tick before it left.
  for (Eigen::Index i = 1; i < ticks; ++i) {
    CHECK(demonstration.states(i, 0) == demonstration.obs.at("qpos")(i - 1, 0));
  }
  CHECK(demonstration.obs.at("time")(0, 0) == Approx(0.05));
  CHECK(demonstration.obs.at("score")(ticks - 1, 0) == 1);
  CHECK_THAT(recording.origin(), ContainsSubstring("tiny_policy context=10"));

  const ScratchFolder folder;
  write_hdf5(folder / "a.h5", {"tiny", "", recording.origin(), {demonstration}});
  CHECK(read_hdf5(folder / "a.h5").episodes.at(0).states == demonstration.states);
}

TEST_CASE("An episode that has not moved records nothing") {
  const testing::TinyTask task;
  const testing::TinyPolicy policy;
  Episode episode(task, policy, {});
  Recording recording(task, "tiny_policy", {});
  recording.add(episode);
  CHECK(recording.size() == 0);
  CHECK(recording.demonstration().states.rows() == 0);
}
