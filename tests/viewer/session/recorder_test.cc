#include "viewer/session/recorder.h"

#include "sim/base/error.h"
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
  Episode episode{*task, *policy, key};
  ScratchFolder folder;
  std::filesystem::path file = folder.path() / "demos.h5";

  void ticks(int count, Recorder& recorder) {
    for (int i = 0; i < count; ++i) {
      episode.tick();
      recorder.add(episode);
    }
  }
};

TEST_CASE("demonstrations are recorded, kept, undone and discarded") {
  Recorded recorded;
  Recorder recorder(*recorded.task);
  recorder.set_file(recorded.file);
  recorded.ticks(5, recorder);
  CHECK(recorder.state().rows == 0);
  CHECK_THROWS_AS(recorder.keep(), UserError);

  for (const int rows : {7, 4}) {
    recorder.begin("circle", recorded.key);
    recorded.ticks(rows, recorder);
    CHECK(recorder.state().rows == rows);
    recorder.keep();
  }
  DemonstrationSet set = read_hdf5(recorded.file);
  REQUIRE(set.episodes.size() == 2);
  CHECK(set.task == "tiny");
  CHECK(set.episodes[0].actions.rows() == 7);
  CHECK(set.episodes[1].actions.rows() == 4);

  recorder.begin("circle", recorded.key);
  recorded.ticks(3, recorder);
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
    recorder.begin("circle", recorded.key);
    recorded.ticks(5, recorder);
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
    recorder.begin("circle", recorded.key);
    recorded.ticks(6, recorder);
  }
  const DemonstrationSet set = read_hdf5(recorded.folder.path() / "demos.unsaved_1.h5");
  CHECK(set.episodes.front().actions.rows() == 6);
}

TEST_CASE("a recording plays as it was") {
  Recorded recorded;
  Recording recording(*recorded.task, "circle", recorded.key);
  std::vector<double> x;
  for (int i = 0; i < 12; ++i) {
    x.push_back(recorded.episode.data().qpos[0]);
    recorded.episode.tick();
    recording.add(recorded.episode);
  }
  const Reel reel = demonstration_reel(*recorded.task, recording.demonstration());
  CHECK(reel.oldest() == 0);
  CHECK(reel.newest() == 11);
  for (const int tick : {1, 5, 11}) {
    Snapshot snapshot;
    reel.show(tick, snapshot);
    CHECK(snapshot.tick == tick);
    CHECK(snapshot.scene.qpos[0] == x[static_cast<std::size_t>(tick)]);
    CHECK(snapshot.overlay.executed.size() == static_cast<std::size_t>(tick));
  }
  Demonstration wrong = recording.demonstration();
  wrong.actions = MatrixRM::Zero(12, 3);
  CHECK_THROWS_AS(demonstration_reel(*recorded.task, wrong), UserError);
}

}  // namespace
}  // namespace streambed
