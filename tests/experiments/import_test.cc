#include <limits>

#include "experiments/demonstrations/import_demonstrations.h"
#include "experiments/demonstrations/replay_buffer.h"
#include "experiments/demonstrations/zarr.h"
#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/builtin.h"
#include "tests/catch.h"
#include "tests/experiments/demonstrations/arrays.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/human_data.h"
#include "tests/paths.h"

namespace streambed {
}

using namespace streambed;

namespace {

using Arrays = std::map<std::string, RowSource>;

Array filled(std::vector<std::int64_t> shape, double value,
             ElementType type = ElementType::kFloat64) {
  std::int64_t count = 1;
  for (const std::int64_t length : shape) count *= length;
  const std::vector<double> values(static_cast<std::size_t>(count), value);
  return array_of(std::move(shape), values, type);
}

// Two Push-T episodes of 2 and 3 rows, as diffusion policy keeps them.
Arrays push_t_arrays() {
  std::vector<double> states(25, 100);
  for (std::size_t i = 0; i < 5; ++i) states[5 * i] = static_cast<double>(i);
  std::vector<double> pixels(5 * 40 * 40 * 3);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<double>(i % 251);
  return {{"data/state", array_of({5, 5}, states)},
          {"data/action", filled({5, 2}, 200)},
          {"data/keypoint", filled({5, 9, 2}, 300, ElementType::kFloat32)},
          {"data/img", array_of({5, 40, 40, 3}, pixels, ElementType::kUint8)},
          {"meta/episode_ends", array_of({2}, {2, 5})}};
}

Registry tasks() {
  Registry registry(shipped_assets());
  register_tasks(registry);
  return registry;
}

DemonstrationSet load(const Arrays& arrays, const std::string& task = "") {
  const TemporaryFolder folder;  // gone when this returns: pictures cannot be read then
  write_zarr(folder / "d.zarr", arrays, {"meta/episode_ends"}, "{}");
  return load_demonstrations(folder / "d.zarr", tasks(), task);
}

void refused(const Arrays& arrays, const std::string& word, const std::string& task = "") {
  try {
    load(arrays, task);
    FAIL("accepted: " << word);
  } catch (const UserError& error) {
    CHECK_THAT(error.what(), ContainsSubstring(word));
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
}

void check_equal(const DemonstrationSet& a, const DemonstrationSet& b) {
  CHECK(a.task == b.task);
  CHECK(a.origin == b.origin);
  REQUIRE(a.episodes.size() == b.episodes.size());
  for (std::size_t i = 0; i < a.episodes.size(); ++i) {
    CHECK(a.episodes[i].states == b.episodes[i].states);
    CHECK(a.episodes[i].actions == b.episodes[i].actions);
    CHECK(a.episodes[i].obs == b.episodes[i].obs);
    CHECK(a.episodes[i].model_xml == b.episodes[i].model_xml);
  }
}

}  // namespace

TEST_CASE("diffusion policy's buffer becomes Push-T demonstrations") {
  const DemonstrationSet set = load(push_t_arrays());
  CHECK(set.task == "push_t");
  CHECK(set.origin == "d.zarr");
  REQUIRE(set.episodes.size() == 2);
  CHECK(set.episodes[0].states.rows() == 2);
  CHECK(set.episodes[1].actions.rows() == 3);
  CHECK(set.episodes[1].states(0, 0) == 2);
  CHECK(set.episodes[0].obs.size() == 2);
  CHECK(set.episodes[0].obs.at("keypoint").info() ==
        ArrayInfo{ElementType::kFloat32, 2, {9, 2}});
  CHECK_THAT(set.episodes[0].model_xml, ContainsSubstring("<mujoco"));
  CHECK(load(push_t_arrays(), "push_t(goal_x=200)").task == "push_t(goal_x=200)");
  CHECK(load(push_t_arrays(), "push_t(obs=keypoints)").episodes[0].states.cols() == 5);
  CHECK(load(push_t_arrays(), "none").task.empty());
}

TEST_CASE("increments become targets, lengths become ends") {
  const DemonstrationSet set =
      load(Arrays{{"data/state", filled({3, 4}, 10)},
                  {"data/action_vel", filled({3, 2}, 0.5)},
                  {"meta/episode_lengths", array_of({2}, {1, 2})}},
           "none");
  CHECK(set.episodes[1].actions == MatrixRM::Constant(2, 2, 10.5));
}

TEST_CASE("an import survives HDF5 and zarr and back, types and pictures included") {
  const TemporaryFolder folder;
  const Arrays arrays = push_t_arrays();
  write_zarr(folder / "d.zarr", arrays, {"meta/episode_ends"}, "{}");
  DemonstrationSet set = load_demonstrations(folder / "d.zarr", tasks(), "");
  set.episodes[0].states(0, 0) = 0.1;  // no 32-bit float
  set.episodes[1].model_xml = "<mujoco/>";
  for (Demonstration& episode : set.episodes) {
    episode.obs[kSimulatorState] = Array::of(MatrixRM::Random(episode.actions.rows(), 6));
    episode.simulator_layout = "1: time=1 qpos=5";
  }
  // 4800 bytes a row: they stay where they are.
  const RowSource& pictures = set.episodes[1].obs.at("img");
  CHECK_FALSE(pictures.in_memory());
  CHECK(pictures.read(1, 2) == arrays.at("data/img").read(3, 2));

  write_hdf5(folder / "a.h5", set);
  const DemonstrationSet read = read_demonstrations(folder / "a.h5");
  write_replay_buffer(folder / "b.zarr", read);
  const DemonstrationSet again = read_demonstrations(folder / "b.zarr");
  check_equal(again, set);
  for (const Demonstration& episode : again.episodes)
    CHECK(episode.simulator_layout == "1: time=1 qpos=5");
  CHECK_THROWS_AS(write_replay_buffer(folder / "b.zarr", read), UserError);

  // Keypoints of old files are flat; diffusion policy's are pairs.
  for (Demonstration& episode : set.episodes)
    episode.obs["keypoint"] = Array::of(MatrixRM::Ones(episode.actions.rows(), 18));
  write_replay_buffer(folder / "c.zarr", set);
  CHECK(open_zarr(folder / "c.zarr", {})->info("data/keypoint") ==
        ArrayInfo{ElementType::kFloat64, 5, {9, 2}});

  const auto refused_export = [&] {
    CHECK_THROWS_AS(write_replay_buffer(folder / "d2.zarr", set), UserError);
    CHECK_FALSE(std::filesystem::exists(folder / "d2.zarr"));
  };
  set.episodes[0].obs["keypoint"] =
      Array::of(MatrixRM::Ones(2, 18), ElementType::kFloat32);  // another type than the others
  refused_export();
  set.episodes[0].obs["keypoint"] = Array::of(MatrixRM::Ones(1, 18));  // a row is missing
  refused_export();
  set.episodes[0].obs.erase("keypoint");
  refused_export();
  set.episodes[1].obs.erase("keypoint");
  for (Demonstration& episode : set.episodes) episode.obs["../x"] = Array::of(episode.actions);
  refused_export();
}

TEST_CASE("buffers that do not fit together are refused") {
  const auto with = [](const std::string& name, Array array) {
    Arrays arrays = push_t_arrays();
    arrays[name] = std::move(array);
    return arrays;
  };
  const auto ends = [&](std::vector<double> values) {
    return with("meta/episode_ends", array_of({std::ssize(values)}, values));
  };
  refused(ends({5, 2}), "ascend");
  refused(ends({2, 2, 5}), "ascend");
  refused(ends({-1, 5}), "ascend");
  refused(ends({2, 6}), "end after 6 rows");
  refused(ends({2, 4}), "end after 4 rows");
  refused(with("meta/episode_ends", filled({1, 1}, 5)), "one number per episode");
  refused(with("data/action", filled({5, 3}, 0)), "--task");
  refused(with("data/action", filled({5, 3}, 0)), "3 action columns", "push_t");
  refused(with("data/state", filled({5, 4}, 0)), "4", "push_t");
  refused(with("data/action", filled({4, 2}, 0)), "(4, 2)");
  refused(with("data/state", filled({5, 5}, std::numeric_limits<double>::quiet_NaN())), "NaN");
  refused(push_t_arrays(), "Did you mean", "push_d");

  Arrays arrays = push_t_arrays();
  arrays.erase("data/action");
  refused(arrays, "no array 'action'");
  arrays = push_t_arrays();
  arrays.erase("meta/episode_ends");
  refused(arrays, "episode_ends");
}

TEST_CASE("a dataset with a chunk missing is refused") {
  const TemporaryFolder folder;
  write_zarr(folder / "d.zarr", push_t_arrays(), {"meta/episode_ends"}, "{}");
  std::filesystem::remove(folder / "d.zarr/data/action/0.0");
  CHECK_THROWS_AS(read_demonstrations(folder / "d.zarr"), UserError);
}

TEST_CASE("files of no known kind are refused") {
  const TemporaryFolder folder;
  write(folder / "text", "state,action\n1,2\n");
  write(folder / "empty", "");
  write(folder / "half.h5", "\x89HDF\r\n\x1a\n and then nothing");
  write(folder / "half.npz", "PK\x03\x04 and then nothing");
  for (const char* name : {"text", "empty", "half.h5", "half.npz", "absent", "."})
    CHECK_THROWS_AS(read_demonstrations(folder / name), UserError);
}

TEST_CASE("the human recordings keep every bit") {
  const auto path = human_data("pusht_cchi_v7_replay.zarr");
  if (path.empty()) return;
  const auto group = open_zarr(path, {});
  const auto hash = [&](const std::string& name) {
    std::string bytes;
    const Array array = group->read(name);
    REQUIRE(array.type() == ElementType::kFloat32);
    bytes.append(reinterpret_cast<const char*>(array.bytes().data()), array.bytes().size());
    return sha256_hex(bytes);
  };
  CHECK(hash("data/state") == "dcdc539bfdba9fc01cba8d2fe91cc580539ec046a88b0ffbe91be5511948d4dc");
  CHECK(hash("data/action") == "6691b085749144b8db1aede97a80fb380afd08953fcd03660b441d0ffe9d6a8f");
}
