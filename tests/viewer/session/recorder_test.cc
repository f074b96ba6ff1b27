#include "viewer/session/recorder.h"

#include "sim/base/error.h"
#include "sim/data/simulator_state.h"
#include "tests/catch.h"
#include "tests/sim/scratch_folder.h"
#include "tests/viewer/tiny.h"
#include "viewer/session/reel.h"

namespace streambed {
namespace {

// An episode in the middle of which recording begins.
struct Recorded {
  Registry registry = tiny_registry();
  std::unique_ptr<const Task> task = registry.make_task("tiny");
  std::unique_ptr<const Policy> policy = registry.make_policy("circle", *task);
  EpisodeKey key{.context = 3};
  ScratchFolder folder;
  std::filesystem::path file = folder.path() / "demos.h5";

  Episode watched_by(EpisodeObserver& observer) {
    return {*task, *policy, key, nullptr, {}, {.observer = &observer}};
  }
};

void ticks(int count, Episode& episode) {
  for (int i = 0; i < count; ++i) episode.tick();
}

TEST_CASE("demonstrations are recorded, kept, undone and discarded") {
  Recorded recorded;
  Recorder recorder(*recorded.task);
  Episode episode = recorded.watched_by(recorder);
  recorder.set_file(recorded.file);
  ticks(5, episode);
  CHECK(recorder.state().rows == 0);
  CHECK_THROWS_AS(recorder.keep(), UserError);

  for (const int rows : {7, 4}) {
    recorder.begin("circle", recorded.key);
    ticks(rows, episode);
    CHECK(recorder.state().rows == rows);
    recorder.keep();
  }
  DemonstrationSet set = read_hdf5(recorded.file);
  REQUIRE(set.episodes.size() == 2);
  CHECK(set.task == "tiny");
  CHECK(set.episodes[0].actions.rows() == 7);
  CHECK(set.episodes[1].actions.rows() == 4);
  CHECK(set.episodes[1].simulator_layout == simulator_layout(recorded.task->model()));

  recorder.begin("circle", recorded.key);
  ticks(3, episode);
  recorder.discard();
  recorder.undo();
  CHECK(read_hdf5(recorded.file).episodes.size() == 1);
  recorder.undo();
  CHECK_FALSE(std::filesystem::exists(recorded.file));
  CHECK_THROWS_AS(recorder.undo(), UserError);
}

TEST_CASE("a file is extended, one of another task is refused") {
  Recorded recorded;
  {
    Recorder recorder(*recorded.task);
    recorder.set_file(recorded.file);
    Episode episode = recorded.watched_by(recorder);
    recorder.begin("circle", recorded.key);
    ticks(5, episode);
    recorder.keep();
  }
  Recorder recorder(*recorded.task);
  recorder.set_file(recorded.file);
  CHECK(recorder.state().kept == 1);
  CHECK_THROWS_AS(recorder.undo(), UserError);  // it was kept by somebody else

  DemonstrationSet other = read_hdf5(recorded.file);
  other.task = "another";
  write_hdf5(recorded.folder.path() / "other.h5", other);
  CHECK_THROWS_AS(recorder.set_file(recorded.folder.path() / "other.h5"), UserError);
  CHECK(recorder.state().file == recorded.file.string());
}

TEST_CASE("what is pending when the viewer closes is not lost") {
  Recorded recorded;
  {
    Recorder recorder(*recorded.task);
    recorder.set_file(recorded.file);
    Episode episode = recorded.watched_by(recorder);
    recorder.begin("circle", recorded.key);
    ticks(6, episode);
  }
  const DemonstrationSet set = read_hdf5(recorded.folder.path() / "demos.unsaved_1.h5");
  CHECK(set.episodes.front().actions.rows() == 6);
}

TEST_CASE("a recording plays as it was") {
  Recorded recorded;
  Recording recording(*recorded.task, "circle", recorded.key);
  Episode episode = recorded.watched_by(recording);
  std::vector<double> x;
  for (int i = 0; i < 12; ++i) {
    x.push_back(episode.data().qpos[0]);
    episode.tick();
  }
  const Demonstration demonstration = recording.demonstration();
  // Files of version 1 hold positions at the ends of ticks instead.
  Demonstration old = demonstration;
  old.obs.clear();
  MatrixRM qpos(12, recorded.task->model().nq);
  const MatrixRM simulator = demonstration.obs.at(kSimulatorState).read().matrix();
  qpos.topRows(11) = simulator.block(1, 1, 11, qpos.cols());
  qpos.row(11).setZero();
  old.obs["qpos"] = Array::of(qpos);
  for (const Demonstration& one : {demonstration, old}) {
    const Reel reel = demonstration_reel(*recorded.task, one);
    CHECK(reel.oldest() == 0);
    CHECK(reel.newest() == 11);
    for (const int tick : {1, 5, 11}) {
      Snapshot snapshot;
      reel.show(tick, snapshot);
      CHECK(snapshot.tick == tick);
      CHECK(snapshot.scene.qpos[0] == x[static_cast<std::size_t>(tick)]);
      CHECK(snapshot.overlay.executed.size() == static_cast<std::size_t>(tick));
    }
  }
  Demonstration wrong = demonstration;
  wrong.actions = MatrixRM::Zero(12, 3);
  CHECK_THROWS_AS(demonstration_reel(*recorded.task, wrong), UserError);
}

}  // namespace
}  // namespace streambed
