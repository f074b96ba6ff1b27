#include "sim/data/demonstrations.h"

#include <fstream>
#include <limits>
#include <string>

#include "sim/base/files.h"
#include "sim/rng.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/raw_hdf5.h"
#include "tests/sim/scratch_folder.h"

// HDF5 itself loses memory on damaged files; the leak sanitizer asks for this by name.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libhdf5"; }

using namespace streambed;

namespace {

MatrixRM counting(int rows, int columns, double first) {
  MatrixRM matrix(rows, columns);
  for (int i = 0; i < rows * columns; ++i) matrix.data()[i] = first + i;
  return matrix;
}

DemonstrationSet sample_set() {
  DemonstrationSet set;
  set.task = "push_t(protocol=dp)";
  set.env_args = R"({"env_name":"PushT","type":2,"env_kwargs":{}})";
  set.origin = "somewhere, \xc3\xa9lsewhere";
  // Eleven, so that demo_10 must not come between demo_1 and demo_2.
  for (int i = 0; i < 11; ++i) {
    Demonstration episode;
    episode.states = counting(4 + i, 5, i);
    episode.actions = counting(4 + i, 2, -i);
    episode.obs["keypoints"] = Array::of(counting(4 + i, 18, 0.5 * i));
    if (i > 0) episode.model_xml = "<mujoco model='" + std::string(1000, 'x') + "'/>";
    set.episodes.push_back(std::move(episode));
  }
  return set;
}

DemonstrationSet one_episode() {
  DemonstrationSet set = sample_set();
  set.episodes.resize(1);
  return set;
}

// Without the wait for the disk that an atomic write, or a truncation on ext4, has.
void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::remove(path);
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string read_message(const std::filesystem::path& path) {
  return message_of([&] { read_hdf5(path); });
}

}  // namespace

TEST_CASE("Demonstrations survive their file") {
  const ScratchFolder folder;
  const DemonstrationSet set = sample_set();
  write_hdf5(folder / "a.h5", set);
  CHECK(folder.file_count() == 1);
  const DemonstrationSet back = read_hdf5(folder / "a.h5");
  CHECK(back.task == set.task);
  CHECK(back.env_args == set.env_args);
  CHECK(back.origin == set.origin);
  REQUIRE(back.episodes.size() == set.episodes.size());
  for (std::size_t i = 0; i < set.episodes.size(); ++i) {
    CHECK(back.episodes[i].states == set.episodes[i].states);
    CHECK(back.episodes[i].actions == set.episodes[i].actions);
    CHECK(back.episodes[i].obs == set.episodes[i].obs);
    CHECK(back.episodes[i].model_xml == set.episodes[i].model_xml);
  }
}

TEST_CASE("A compact file is small and holds the same to 32 bits, the model once") {
  const ScratchFolder folder;
  DemonstrationSet set = sample_set();
  for (Demonstration& episode : set.episodes) {
    episode.states = counting(500, 5, 1.0 / 3);
    episode.actions = counting(500, 2, 1.0 / 3);
    episode.obs["keypoints"] = Array::of(counting(500, 18, 1.0 / 3));
    episode.obs["simulator_state"] = Array::of(counting(500, 4, 1.0 / 3));
    episode.model_xml = "<mujoco model='" + std::string(1000, 'x') + "'/>";
  }
  write_hdf5(folder / "full.h5", set);
  write_hdf5(folder / "compact.h5", set, Hdf5Size::kCompact);
  CHECK(std::filesystem::file_size(folder / "compact.h5") <
        std::filesystem::file_size(folder / "full.h5") / 4);
  const RawHdf5 file(folder / "compact.h5");
  CHECK(file.integer_attribute("data", "streambed_version") == 2);

  const DemonstrationSet back = read_hdf5(folder / "compact.h5");
  REQUIRE(back.episodes.size() == set.episodes.size());
  for (std::size_t i = 0; i < set.episodes.size(); ++i) {
    CHECK(back.episodes[i].states == set.episodes[i].states.cast<float>().cast<double>());
    CHECK(back.episodes[i].actions == set.episodes[i].actions.cast<float>().cast<double>());
    CHECK(back.episodes[i].obs.at("keypoints") ==
          RowSource(Array::of(counting(500, 18, 1.0 / 3), ElementType::kFloat32)));
    // A restart needs every bit.
    CHECK(back.episodes[i].obs.at("simulator_state") ==
          set.episodes[i].obs.at("simulator_state"));
    CHECK(back.episodes[i].model_xml == set.episodes[i].model_xml);
  }

  // Models that differ stay with their episodes.
  set.episodes[3].model_xml = "<mujoco/>";
  write_hdf5(folder / "compact.h5", set, Hdf5Size::kCompact);
  CHECK(read_hdf5(folder / "compact.h5").episodes[3].model_xml == "<mujoco/>");
  CHECK(read_hdf5(folder / "compact.h5").episodes[2].model_xml == set.episodes[2].model_xml);
}

TEST_CASE("A file holds what robomimic looks for") {
  const ScratchFolder folder;
  DemonstrationSet set = sample_set();
  set.env_args.clear();
  write_hdf5(folder / "a.h5", set);
  const RawHdf5 file(folder / "a.h5");
  CHECK(file.integer_attribute("data", "total") == 11 * 4 + 55);
  CHECK(file.integer_attribute("data", "streambed_version") == 2);
  CHECK(file.integer_attribute("data/demo_10", "num_samples") == 14);
  CHECK(file.exists("data/demo_10/obs/keypoints"));
  CHECK(read_hdf5(folder / "a.h5").env_args ==
        R"json({"env_kwargs":{},"env_name":"push_t(protocol=dp)","type":2})json");
}

TEST_CASE("A model larger than HDF5's small attributes is embedded whole") {
  const ScratchFolder folder;
  DemonstrationSet set = one_episode();
  set.episodes[0].model_xml = "<mujoco>" + std::string(300000, ' ') + "</mujoco>";
  write_hdf5(folder / "a.h5", set);
  CHECK(read_hdf5(folder / "a.h5").episodes[0].model_xml == set.episodes[0].model_xml);
}

TEST_CASE("robomimic's own files are read") {
  const ScratchFolder folder;
  {
    RawHdf5 file(folder / "a.h5", RawHdf5::kCreate);
    file.group("data");
    file.variable_text_attribute("data", "env_args", "{\"env_name\": \"Lift\"}");
    file.group("mask");
    for (const char* demo : {"data/demo_2", "data/demo_10"}) {
      const std::string at = demo;
      file.group(at);
      file.variable_text_attribute(at, "model_file", "<mujoco/>");
      file.floats(at + "/actions", {3, 7}, 0.25f);
      file.group(at + "/obs");
      file.floats(at + "/obs/object", {3, 2, 5}, 1.5f);
      file.bytes(at + "/obs/agentview_image", {3, 8, 8, 3});
    }
  }
  const DemonstrationSet set = read_hdf5(folder / "a.h5");
  REQUIRE(set.episodes.size() == 2);
  const Demonstration& episode = set.episodes[0];
  CHECK(set.env_args == "{\"env_name\": \"Lift\"}");
  CHECK(set.task.empty());
  CHECK(episode.model_xml == "<mujoco/>");
  CHECK(episode.actions == MatrixRM::Constant(3, 7, 0.25));
  CHECK(episode.states.size() == 0);
  CHECK(episode.obs.size() == 2);
  const Array object = episode.obs.at("object").read();
  CHECK(object.info() == ArrayInfo{ElementType::kFloat32, 3, {2, 5}});
  CHECK(object.matrix() == MatrixRM::Constant(3, 10, 1.5));
  const Array image = episode.obs.at("agentview_image").read();
  CHECK(image.info() == ArrayInfo{ElementType::kUint8, 3, {8, 8, 3}});
  CHECK(image.matrix() == MatrixRM::Constant(3, 192, 7));
}

TEST_CASE("What is no demonstration file is told so") {
  const ScratchFolder folder;
  CHECK_THAT(read_message(folder / "none.h5"), ContainsSubstring("no such file"));
  CHECK_THAT(read_message(folder.path()), ContainsSubstring("no such file"));
  write_text_atomically(folder / "text.h5", "hello");
  CHECK_THAT(read_message(folder / "text.h5"), ContainsSubstring("no HDF5 file"));
  write_text_atomically(folder / "empty.h5", "");
  CHECK_THAT(read_message(folder / "empty.h5"), ContainsSubstring("no HDF5 file"));
}

TEST_CASE("Missing groups and datasets are named") {
  const ScratchFolder folder;
  const auto message_without = [&](const std::string& path) {
    write_hdf5(folder / "a.h5", one_episode());
    RawHdf5(folder / "a.h5", RawHdf5::kChange).remove(path);
    return read_message(folder / "a.h5");
  };
  CHECK_THAT(message_without("data"), ContainsSubstring("lacks the group \"data\""));
  CHECK_THAT(message_without("data/demo_0"), ContainsSubstring("holds no demonstrations"));
  CHECK_THAT(message_without("data/demo_0/actions"), ContainsSubstring("demo_0 lacks the dataset"));
  CHECK_THAT(message_without("data/demo_0/states"), ContainsSubstring("\"states\""));
  CHECK(message_without("data/demo_0/obs").empty());
}

TEST_CASE("Wrong shapes, types and versions are named") {
  const ScratchFolder folder;
  const auto message_with = [&](const auto& change) {
    write_hdf5(folder / "a.h5", one_episode());
    {
      RawHdf5 file(folder / "a.h5", RawHdf5::kChange);
      change(file);
    }
    return read_message(folder / "a.h5");
  };
  const std::string actions = "data/demo_0/actions";
  const auto replaced = [&](const RawHdf5::Shape& shape) {
    return message_with([&](RawHdf5& file) {
      file.remove(actions);
      file.floats(actions, shape, 1);
    });
  };
  CHECK_THAT(replaced({3, 2}), ContainsSubstring("has 4 rows, but actions has 3"));
  CHECK_THAT(replaced({0, 2}), ContainsSubstring("no rows"));
  CHECK_THAT(replaced({4, 0}), ContainsSubstring("no rows"));
  CHECK_THAT(replaced({}), ContainsSubstring("no rows"));
  CHECK_THAT(message_with([&](RawHdf5& file) {
               file.remove(actions);
               file.group(actions);
             }),
             ContainsSubstring("actions cannot be read"));
  CHECK_THAT(message_with([&](RawHdf5& file) {
               file.remove(actions);
               file.texts(actions, 4);
             }),
             ContainsSubstring("does not hold numbers"));
  CHECK_THAT(
      message_with([&](RawHdf5& file) { file.integer_attribute("data", "streambed_version", 3); }),
      ContainsSubstring("is of version 3, this program reads versions 1 to 2; update streambed"));
  CHECK_THAT(message_with([&](RawHdf5& file) {
               file.variable_text_attribute("data", "streambed_version", "one");
             }),
             ContainsSubstring("not a whole number"));
  CHECK_THAT(message_with([&](RawHdf5& file) { file.integer_attribute("data", "task", 2); }),
             ContainsSubstring("not a text"));
}

TEST_CASE("Shapes that claim more than the file holds are refused before allocating") {
  const ScratchFolder folder;
  const auto message = [&](const RawHdf5::Shape& shape) {
    write_hdf5(folder / "a.h5", one_episode());
    {
      RawHdf5 file(folder / "a.h5", RawHdf5::kChange);
      file.remove("data/demo_0/actions");
      file.unwritten("data/demo_0/actions", shape);
    }
    return read_message(folder / "a.h5");
  };
  CHECK_THAT(message({4, 2}), ContainsSubstring("claims more data"));
  CHECK_THAT(message({100'000'000, 2}), ContainsSubstring("claims more data"));
  CHECK_THAT(message({1ull << 40, 2}), ContainsSubstring("claims more data"));
  CHECK_THAT(message({1ull << 31, 1ull << 31}), ContainsSubstring("above the limit"));
}

TEST_CASE("Data in other files are not followed") {
  const ScratchFolder folder;
  write_hdf5(folder / "other.h5", one_episode());
  const auto message_with = [&](const auto& change) {
    write_hdf5(folder / "a.h5", one_episode());
    {
      RawHdf5 file(folder / "a.h5", RawHdf5::kChange);
      file.remove("data/demo_0/actions");
      change(file);
    }
    return read_message(folder / "a.h5");
  };
  CHECK_THAT(message_with([&](RawHdf5& file) {
               file.external_link("data/demo_0/actions", folder / "other.h5",
                                  "/data/demo_0/actions");
             }),
             ContainsSubstring("a link to elsewhere"));
  CHECK_THAT(message_with([&](RawHdf5& file) {
               file.soft_link("data/demo_0/actions", "/data/demo_0/states");
             }),
             ContainsSubstring("a link to elsewhere"));
  CHECK_THAT(message_with([&](RawHdf5& file) {
               file.external_data("data/demo_0/actions", {4, 2}, folder / "other.h5");
             }),
             ContainsSubstring("in another file"));
}

TEST_CASE("NaN and ragged episodes are neither read nor written") {
  const ScratchFolder folder;
  const auto message_with = [&](const auto& change) {
    DemonstrationSet set = sample_set();
    change(set);
    const std::string message = message_of([&] { write_hdf5(folder / "a.h5", set); });
    CHECK(folder.file_count() == 0);
    return message;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THAT(message_with([&](auto& set) { set.episodes[3].actions(2, 1) = nan; }),
             ContainsSubstring("demo_3/actions holds NaN or infinity in row 2"));
  CHECK_THAT(message_with([&](auto& set) {
               set.episodes[1].obs["keypoints"] = Array::of(counting(5, 18, 1 / 0.0));
             }),
             ContainsSubstring("demo_1/obs/keypoints holds NaN"));
  CHECK_THAT(message_with([&](auto& set) { set.episodes[1].states = counting(3, 5, 0); }),
             ContainsSubstring("demo_1/states has 3 rows, but actions has 5"));
  CHECK_THAT(message_with([&](auto& set) { set.episodes[1].actions = counting(5, 3, 0); }),
             ContainsSubstring("has 3 columns, but the first demonstration has 2"));
  CHECK_THAT(message_with([&](auto& set) { set.episodes[2].states.resize(0, 0); }),
             ContainsSubstring("demo_2 has no states"));
  CHECK_THAT(message_with([&](auto& set) { set.episodes.clear(); }),
             ContainsSubstring("no demonstrations"));

  write_hdf5(folder / "a.h5", one_episode());
  {
    RawHdf5 file(folder / "a.h5", RawHdf5::kChange);
    file.remove("data/demo_0/states");
    file.floats("data/demo_0/states", {4, 5}, static_cast<float>(nan));
  }
  CHECK_THAT(read_message(folder / "a.h5"), ContainsSubstring("demo_0/states holds NaN"));
}

TEST_CASE("A file that cannot be written leaves nothing") {
  const ScratchFolder folder;
  CHECK_THAT(message_of([&] { write_hdf5(folder / "no/a.h5", one_episode()); }),
             ContainsSubstring("is not a folder"));
}

TEST_CASE("Every truncated file is refused") {
  const ScratchFolder folder;
  write_hdf5(folder / "a.h5", one_episode());
  const std::string bytes = read_file(folder / "a.h5");
  for (std::size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 200) {
    write_bytes(folder / "b.h5", bytes.substr(0, length));
    CHECK_FALSE(read_message(folder / "b.h5").empty());
  }
}

TEST_CASE("A damaged file is read or refused, never followed into a crash") {
  const ScratchFolder folder;
  DemonstrationSet set = sample_set();
  set.episodes.resize(3);
  write_hdf5(folder / "a.h5", set);
  const std::string bytes = read_file(folder / "a.h5");
  Rng rng = Rng{}.fork("damage");
  int refused = 0;
  constexpr int kTrials = 2000;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::string damaged = bytes;
    // One wrong byte, or a burst of them.
    const std::uint64_t count = rng.below(4) == 0 ? 1 + rng.below(64) : 1;
    const std::uint64_t at = rng.below(bytes.size() - count);
    for (std::uint64_t i = 0; i < count; ++i) {
      damaged[at + i] = static_cast<char>(rng.next_u32());
    }
    write_bytes(folder / "b.h5", damaged);
    try {
      read_hdf5(folder / "b.h5");
    } catch (const UserError&) {
      ++refused;
    }
  }
  // Nearly half of this small file is structure, which checksums protect.
  CHECK(refused > kTrials / 10);
}
