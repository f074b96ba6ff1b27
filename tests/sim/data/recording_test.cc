#include "sim/data/recording.h"

#include <cmath>
#include <stdexcept>

#include "sim/data/simulator_state.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/scratch_folder.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;

TEST_CASE("A recorded episode has one row per tick and is a demonstration") {
  const testing::TinyTask task;
  const testing::TinyPolicy policy;
  const EpisodeKey key{.context = 10};
  Recording recording(task, "tiny_policy", key);
  Episode episode(task, policy, key, nullptr, {}, {.observer = &recording});
  std::vector<double> x = {episode.data().qpos[0]};
  while (episode.tick()) x.push_back(episode.data().qpos[0]);
  episode.tick();

  const auto ticks = static_cast<Eigen::Index>(episode.result().ticks);
  REQUIRE(ticks > 3);
  const Demonstration demonstration = recording.demonstration();
  CHECK(demonstration.states.rows() == ticks);
  CHECK(demonstration.actions.rows() == ticks);
  CHECK(demonstration.states(0, 0) == Approx(0.1));
  CHECK(demonstration.actions(0, 0) == 1);
  CHECK(demonstration.obs.at("score").read().matrix()(ticks - 1, 0) == 1);
  REQUIRE(task.info().observation.size() == 1);
  CHECK(demonstration.obs.at(task.info().observation[0].name) ==
        RowSource(Array::of(demonstration.states)));

  // The simulator as it was when the tick began: time, then qpos.
  const MatrixRM simulator = demonstration.obs.at(kSimulatorState).read().matrix();
  REQUIRE(simulator.rows() == ticks);
  CHECK(demonstration.simulator_layout == simulator_layout(task.model()));
  for (Eigen::Index i = 0; i < ticks; ++i) {
    CHECK(simulator(i, 0) == Approx(0.05 * static_cast<double>(i)).margin(1e-12));
    CHECK(simulator(i, 1) == x[static_cast<std::size_t>(i)]);
    CHECK(simulator(i, 1) == demonstration.states(i, 0));
  }
  CHECK_THAT(recording.origin(), ContainsSubstring("tiny_policy context=10"));

  const ScratchFolder folder;
  write_hdf5(folder / "a.h5", {"tiny", "", recording.origin(), {demonstration}});
  const Demonstration back = read_hdf5(folder / "a.h5").episodes.at(0);
  CHECK(back.states == demonstration.states);
  CHECK(back.obs == demonstration.obs);
  CHECK(back.simulator_layout == demonstration.simulator_layout);
}

TEST_CASE("A tick that fails before anything moves is not recorded") {
  const testing::TinyTask task;
  struct Failing final : testing::TinyPolicy {
    StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
      if (request.tick == 2) throw std::runtime_error("no idea");
      return TinyPolicy::plan(request, memory);
    }
  } const policy;
  Recording recording(task, "failing", {});
  CHECK(recording.demonstration().states.rows() == 0);
  Episode episode(task, policy, {}, nullptr, {}, {.observer = &recording});
  while (episode.tick()) {
  }
  CHECK(episode.result().end == End::kError);
  CHECK(recording.size() == 2);
  CHECK(recording.demonstration().obs.at(kSimulatorState).rows() == 2);
}

namespace {

// Its pictures are as grey as the tick is late.
class SeenCart final : public testing::TinyTask {
 public:
  explicit SeenCart(const std::string& camera) { info_.cameras = {{camera, 40, 35}}; }
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override {
    TinyTask::observe(data, sensors, out);
    out.images = {sensors.render(data, info_.cameras[0].name)};
  }
};
class GreySensors final : public Sensors {
 public:
  Image render(const mjData& data, std::string_view) override {
    const auto grey = static_cast<std::uint8_t>(std::lround(data.time / 0.05));
    return {40, 35, std::vector<std::uint8_t>(40 * 35 * 3, grey)};
  }
};

}  // namespace

TEST_CASE("Pictures are recorded as bytes and stay in the file when it is read") {
  const SeenCart task("top");
  const testing::TinyPolicy policy;
  GreySensors sensors;
  Recording recording(task, "tiny_policy", {});
  Episode episode(task, policy, {}, nullptr, {}, {.sensors = &sensors, .observer = &recording});
  for (int i = 0; i < 5; ++i) episode.tick();

  const ScratchFolder folder;
  write_hdf5(folder / "a.h5", {"tiny", "", "", {recording.demonstration()}});
  const RowSource pictures = read_hdf5(folder / "a.h5").episodes.at(0).obs.at("top");
  CHECK(pictures.info() == ArrayInfo{ElementType::kUint8, 5, {35, 40, 3}});
  CHECK_FALSE(pictures.in_memory());
  CHECK(pictures == recording.demonstration().obs.at("top"));
  CHECK(pictures.read(3, 1).matrix() == MatrixRM::Constant(1, 40 * 35 * 3, 3));

  CHECK_THAT(message_of([] { Recording(SeenCart("score"), "", {}); }),
             ContainsSubstring("would be \"score\"; rename"));
}
