// Tasks that see: the same pictures whoever asks for them, and mistakes in one line or one row.

#include <algorithm>
#include <cstring>

#include "experiments/sweep/sweep.h"
#include "sim/base/error.h"
#include "sim/data/demonstrations.h"
#include "sim/data/simulator_state.h"
#include "sim/plugin.h"
#include "tests/catch.h"
#include "tests/experiments/command.h"
#include "tests/sim/seeing_scene.h"
#include "viewer/render/camera_sensors.h"

using namespace streambed;

namespace {

// The plugin with its scene, loaded into a registry.
struct Seeing {
  TemporaryFolder folder;
  std::string plugin =
      write_seeing_plugin(binary_dir() / "tests/sim/plugins/seeing_plugin.so", folder.path());
  Registry registry;
  Equipment equipment{.shipped = {}, .sensors = offscreen_sensors()};

  Seeing() { load_plugin(plugin, registry); }

  // results.csv of six starts.
  std::string results(const std::string& task, int workers, int batch = 1) const {
    SweepPlan plan;
    plan.tasks = {task};
    plan.policies = {"looker"};
    plan.episodes = 6;
    SweepOptions options;
    options.out = folder / "out";
    options.workers = workers;
    options.batch = batch;
    run_sweep(ResolvedSweep(plan, registry, equipment), options);
    const std::string rows = contents(options.out / "results.csv");
    std::filesystem::remove_all(options.out);
    return rows;
  }
};

// Nothing is checked on a machine that cannot draw.
bool can_draw() {
  try {
    offscreen_renderer();
    return true;
  } catch (const UserError& error) {
    WARN("skipped: " << error.what());
    return false;
  }
}

std::vector<Image> pictures(const Task& task, Sensors& sensors, std::int64_t context) {
  const DataPtr data = make_data(task.model());
  task.reset(*data, context, Rng{});
  Observation seen;
  task.observe(*data, sensors, seen);
  return seen.images;
}

}  // namespace

TEST_CASE("pictures have the same bytes for any number of workers and episodes at once") {
  if (!can_draw()) return;
  const Seeing seeing;
  const std::string one = seeing.results("seeing", 1);
  CHECK(std::count(one.begin(), one.end(), '\n') == 7);
  CHECK(one.find(",error,") == std::string::npos);
  CHECK(seeing.results("seeing", 2) == one);
  CHECK(seeing.results("seeing", 2, 3) == one);

  // An episode by itself sees the same: its path follows from every pixel.
  const auto task = seeing.registry.make_task("seeing");
  const auto policy = seeing.registry.make_policy("looker", *task);
  const auto sensors = seeing.equipment.sensors_for(*task);
  for (std::int64_t i = 0; i < 6; ++i) {
    Episode episode(*task, *policy, {.context = kFirstTestStart + i}, nullptr, {},
                    {{}, sensors.get()});
    while (episode.tick()) {
    }
    CHECK(episode.result().end == End::kTimeout);
    CHECK_THAT(one, ContainsSubstring(episode.result().trajectory));
  }
}

TEST_CASE("two tasks on one thread draw in turns, each its own") {
  if (!can_draw()) return;
  const Seeing seeing;
  const auto task = seeing.registry.make_task("seeing");
  const auto first = seeing.equipment.sensors_for(*task);
  const auto before = pictures(*task, *first, 1);
  REQUIRE(before.size() == 2);
  CHECK(before[0].width == 32);
  CHECK(before[0].height == 24);
  CHECK(before[0].pixels.size() == 3 * 32 * 24);
  // The wedge is orange, on a floor that is not.
  const auto& pixels = before[1].pixels;
  CHECK(*std::max_element(pixels.begin(), pixels.end()) > 100);
  {
    const auto second = seeing.equipment.sensors_for(*task);
    const auto other = pictures(*task, *second, 2);
    CHECK(other[0].pixels != before[0].pixels);
    CHECK(pictures(*task, *first, 1)[0].pixels == before[0].pixels);
    CHECK(pictures(*task, *second, 1)[1].pixels == before[1].pixels);
  }
  CHECK(pictures(*task, *first, 1)[0].pixels == before[0].pixels);
}

TEST_CASE("a task that observes what it does not declare ends in rows with the reason") {
  if (!can_draw()) return;
  const Seeing seeing;
  CHECK_THAT(seeing.results("seeing(fault=unlisted)", 1),
             ContainsSubstring("does not list a camera"));
  CHECK_THAT(seeing.results("seeing(fault=wrong_size)", 1),
             ContainsSubstring("16 x 16 pixels of camera eye, it says 32 x 24"));
  CHECK_THAT(seeing.results("seeing(fault=missing_image)", 1),
             ContainsSubstring("1 images, it lists 2 cameras"));
}

TEST_CASE("a sweep of a task with cameras is refused where nothing draws") {
  Seeing seeing;
  seeing.equipment.sensors = {};
  CHECK_THROWS_WITH(seeing.results("seeing", 1),
                    ContainsSubstring("seeing has cameras, and nothing here draws for them"));
}

TEST_CASE("the command draws for a plugin's task, with any number of workers") {
  if (!can_draw()) return;
  const Seeing seeing;
  for (const char* workers : {"1", "2"}) {
    const Outcome outcome =
        run(seeing.folder, "--plugin seeing_plugin.so sweep --task seeing --policy looker "
                           "--episodes 4 --workers " + std::string(workers) + " --out w" + workers);
    INFO(outcome.err);
    CHECK(outcome.status == 0);
  }
  CHECK(contents(seeing.folder / "w1" / "results.csv") ==
        contents(seeing.folder / "w2" / "results.csv"));
  CHECK(run(seeing.folder, "--plugin seeing_plugin.so collect looker --task seeing --episodes 1 "
                           "--keep-failures --out c.h5").status == 0);
  // The demonstration holds what was seen, can be drawn, and restarts with the same pictures.
  CHECK(run(seeing.folder, "--plugin seeing_plugin.so render --demos c.h5 --tick 5 --label "
                           "--width 64 --height 64 --out d.png").status == 0);
  CHECK(std::filesystem::exists(seeing.folder / "d.png"));
  check_refused(run(seeing.folder, "--plugin seeing_plugin.so render --demos c.h5 --episode 1 "
                                   "--out e.png"),
                {"holds 1 demonstrations", "--episode"});
  const Demonstration recorded = read_hdf5(seeing.folder / "c.h5").episodes.at(0);
  CHECK(recorded.obs.at("eye").info() == ArrayInfo{ElementType::kUint8, 12, {24, 32, 3}});
  const auto task = seeing.registry.make_task("seeing");
  const auto sensors = seeing.equipment.sensors_for(*task);
  const DataPtr data = make_data(task->model());
  for (const std::int64_t row : {0, 7, 11}) {
    CHECK(restore_recorded(*task, *data, recorded, row));
    Observation seen;
    task->observe(*data, *sensors, seen);
    const Array picture = recorded.obs.at("eye").read(row, 1);
    REQUIRE(picture.bytes().size() == seen.images[0].pixels.size());
    CHECK(std::memcmp(picture.bytes().data(), seen.images[0].pixels.data(),
                      picture.bytes().size()) == 0);
  }
  CHECK(run(seeing.folder, "--plugin seeing_plugin.so render --task seeing --policy looker "
                           "--width 64 --height 64 --out p.png").status == 0);
  check_refused(run(seeing.folder, "--plugin seeing_plugin.so sweep --task "
                                   "\"seeing(fault=no_such_camera)\" --policy looker --out none"),
                {"no camera", "nowhere"});
  const Outcome bench =
      run(seeing.folder, "--plugin seeing_plugin.so bench --task seeing --policy looker --quick "
                         "--filter ^image --json b.json");
  CHECK(bench.status == 0);
  CHECK_THAT(bench.out, ContainsSubstring("96 x 96"));
  CHECK_THAT(contents(seeing.folder / "b.json"), ContainsSubstring("renderer"));
}
