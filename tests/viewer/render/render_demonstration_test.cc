#include "viewer/render/render_demonstration.h"

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/data/recording.h"
#include "tests/catch.h"
#include "tests/sim/scratch_folder.h"
#include "tests/viewer/tiny.h"
#include "viewer/render/recorded_scene.h"

namespace streambed {
namespace {

TEST_CASE("a demonstration is drawn as it was recorded") {
  const Registry registry = tiny_registry();
  const auto task = registry.make_task("tiny");
  const auto policy = registry.make_policy("circle", *task);
  Recording recording(*task, "circle", {});
  Episode episode(*task, *policy, {}, nullptr, {}, {.observer = &recording});
  std::vector<double> x;
  for (int i = 0; i < 12; ++i) {
    x.push_back(episode.data().qpos[0]);
    episode.tick();
  }
  const Demonstration demonstration = recording.demonstration();

  const RecordedScene scene(*task, demonstration);
  REQUIRE(scene.rows() == 12);
  const DataPtr data = make_data(task->model());
  for (const std::int64_t row : {0, 4, 11}) {
    scene.put(row, *data);
    CHECK(data->qpos[0] == x[static_cast<std::size_t>(row)]);
    CHECK(scene.ahead(row).points.size() == static_cast<std::size_t>(std::min<long>(8, 12 - row)));
  }

  const ScratchFolder folder;
  FilmOptions options;
  options.width = options.height = 65;
  options.out = folder / "first.png";
  options.tick = 1;
  CHECK(render_demonstration(*task, demonstration, "d.h5", options));
  options.out = folder / "end.png";
  options.tick = std::nullopt;
  CHECK(render_demonstration(*task, demonstration, "d.h5", options));
  CHECK(read_file(folder / "first.png") != read_file(folder / "end.png"));
  options.out = folder / "labelled.png";
  options.label = true;
  CHECK(render_demonstration(*task, demonstration, "d.h5", options));
  CHECK(read_file(folder / "labelled.png") != read_file(folder / "end.png"));

  // The states of another scene, or of none.
  Demonstration wrong = demonstration;
  wrong.simulator_layout = "1: time=1";
  CHECK_THROWS_WITH(render_demonstration(*task, wrong, "d.h5", options),
                    ContainsSubstring("are not those of tiny"));
  wrong.actions = MatrixRM::Zero(12, 3);
  CHECK_THROWS_WITH(render_demonstration(*task, wrong, "d.h5", options),
                    ContainsSubstring("3 action columns"));
}

}  // namespace
}  // namespace streambed
