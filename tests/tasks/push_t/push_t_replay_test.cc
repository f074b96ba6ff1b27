// The human demonstrations, replayed open loop. Skipped without the data: set STREAMBED_DATA to the
// folder that holds pusht_cchi_v7_replay.zarr.

#include <cstdlib>
#include <filesystem>

#include "experiments/demonstrations/import_demonstrations.h"
#include "experiments/demonstrations/replay.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/tasks/push_t/push_t_setup.h"

namespace streambed {
namespace {

std::filesystem::path recorded_data() {
  const char* folder = std::getenv("STREAMBED_DATA");
  const std::filesystem::path base =
      folder ? folder : source_dir() / ".." / "shared" / "data";
  return base / "pusht_cchi_v7_replay.zarr";
}

TEST_CASE("the 206 human episodes replay") {
  if (!std::filesystem::exists(recorded_data())) {
    WARN("skipped: no recorded data; set STREAMBED_DATA to its folder");
    return;
  }
  const DemonstrationSet set = read_demonstrations(recorded_data());
  const auto task = make_push_t();
  REQUIRE(set.episodes.size() == 206);

  SECTION("starts are numpy's seeds") {
    const DataPtr data = make_data(task->model());
    for (std::size_t i = 0; i < set.episodes.size(); ++i) {
      task->reset(*data, static_cast<std::int64_t>(i), Rng{});
      CHECK((state_of(*task, *data) - set.episodes[i].states.row(0).transpose()).norm() < 1e-4);
    }
  }

  SECTION("and the T goes where it went") {
    const ReplayReport report = measure_replay(*task, set, 2);
    CHECK(report.episodes == 206);
    CHECK(report.whole_distance.median < 1e-3);
    CHECK(report.whole_distance.p90 < 6e-3);
    CHECK(report.whole_angle.p90 < 1e-4);
    for (const WindowErrors& window : report.windows) {
      CAPTURE(window.ticks);
      CHECK(window.count > 8000);
      CHECK(window.distance.median < 1e-3);
      CHECK(window.distance.p90 < 6e-3);
    }
    CHECK(report.score >= 0.94);
    CHECK(report.success_at_last_tick == 7);
  }
}

}  // namespace
}  // namespace streambed
