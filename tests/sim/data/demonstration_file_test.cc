#include "sim/data/demonstration_file.h"

#include <sys/resource.h>

#include <thread>
#include <vector>

#include "sim/data/demonstration_writer.h"
#include "sim/data/demonstrations.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/raw_hdf5.h"
#include "tests/sim/scratch_folder.h"

using namespace streambed;

namespace {

// Pictures of 50 x 40 pixels, each as grey as its row.
Array grey_pictures(std::int64_t rows) {
  Array pictures({ElementType::kUint8, rows, {40, 50, 3}});
  for (std::int64_t i = 0; i < rows; ++i) {
    for (std::byte& pixel : pictures.row(i)) pixel = static_cast<std::byte>(i);
  }
  return pictures;
}

Demonstration typed_demonstration(int rows) {
  Demonstration demonstration;
  demonstration.states = MatrixRM::Constant(rows, 4, 1.0 / 3);
  demonstration.actions = MatrixRM::Constant(rows, 2, rows);
  demonstration.obs["wide"] = Array::of(MatrixRM::Random(rows, 3));
  demonstration.obs["narrow"] = Array::of(MatrixRM::Random(rows, 3), ElementType::kFloat32);
  demonstration.obs["camera"] = grey_pictures(rows);
  demonstration.obs[kSimulatorState] = Array::of(MatrixRM::Random(rows, 7));
  demonstration.simulator_layout = "1: time=1 qpos=6";
  demonstration.model_xml = "<mujoco/>";
  demonstration.mode = "left";
  return demonstration;
}

}  // namespace

TEST_CASE("An open file knows types and shapes and reads the rows that are asked for") {
  const ScratchFolder folder;
  const Demonstration written = typed_demonstration(30);
  write_hdf5(folder / "a.h5", {"task(key=1)", "{}", "here", {written, typed_demonstration(5)}});
  const DemonstrationFile file(folder / "a.h5");
  CHECK(file.task() == "task(key=1)");
  CHECK(file.env_args() == "{}");
  CHECK(file.origin() == "here");
  REQUIRE(file.entries().size() == 2);
  const DemonstrationFile::Entry& entry = file.entries()[0];
  CHECK(entry.name == "demo_0");
  CHECK(entry.rows == 30);
  CHECK(entry.mode == "left");
  CHECK(entry.simulator_layout == "1: time=1 qpos=6");
  CHECK(entry.arrays.at("actions") == ArrayInfo{ElementType::kFloat64, 30, {2}});
  CHECK(entry.arrays.at("obs/narrow") == ArrayInfo{ElementType::kFloat32, 30, {3}});
  CHECK(entry.arrays.at("obs/camera") == ArrayInfo{ElementType::kUint8, 30, {40, 50, 3}});
  CHECK(file.entries()[1].rows == 5);
  CHECK(file.model_xml(1) == "<mujoco/>");

  for (const auto& [name, rows] : written.obs) {
    INFO(name);
    CHECK(file.read(0, "obs/" + name) == rows.read());
    CHECK(file.read(0, "obs/" + name, 11, 7) == rows.read(11, 7));
  }
  CHECK(file.read(0, "states", 29, 1).matrix() == written.states.bottomRows(1));
  CHECK(file.read(0, "obs/camera", 4, 0).rows() == 0);
  CHECK_THAT(message_of([&] { file.read(0, "obs/depth"); }), ContainsSubstring("does not exist"));
  CHECK_THAT(message_of([&] { file.read(0, "states", 28, 3); }), ContainsSubstring("has 30 rows"));
  CHECK_THAT(message_of([&] { file.read(0, "states", -1, 1); }), ContainsSubstring("has 30 rows"));

  // A set in memory leaves the pictures where they are, even when the file has been replaced.
  const DemonstrationSet set = read_hdf5(folder / "a.h5");
  write_hdf5(folder / "a.h5", {"task", "", "", {typed_demonstration(2)}});
  CHECK(set.episodes[0].obs == written.obs);
  CHECK_FALSE(set.episodes[0].obs.at("camera").in_memory());
  CHECK(set.episodes[0].obs.at(kSimulatorState).in_memory());
  CHECK(set.episodes[0].mode == "left");
}

// 12 GiB of pictures of which the disk holds nothing, and one that has them.
TEST_CASE("A file that is larger than the memory is opened without being read") {
  const ScratchFolder folder;
  {
    RawHdf5 file(folder / "a.h5", RawHdf5::kCreate);
    file.group("data");
    for (const char* demo : {"data/demo_0", "data/demo_1"}) {
      const std::string at = demo;
      file.group(at);
      file.floats(at + "/actions", {7000, 2}, 1);
      file.group(at + "/obs");
      file.sparse_bytes(at + "/obs/camera", {7000, 480, 640, 3});
    }
  }
  const auto peak_kib = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const long before = peak_kib();
  const DemonstrationSet set = read_hdf5(folder / "a.h5");
  const RowSource& pictures = set.episodes.at(1).obs.at("camera");
  CHECK(pictures.info() == ArrayInfo{ElementType::kUint8, 7000, {480, 640, 3}});
  CHECK(pictures.read(6999, 1).matrix() == MatrixRM::Zero(1, 480 * 640 * 3));
  CHECK(peak_kib() - before < 64 * 1024);
  CHECK_THAT(message_of([&] { pictures.read(); }), ContainsSubstring("above the limit"));
}

TEST_CASE("Threads read from several files at a time") {
  const ScratchFolder folder;
  const Demonstration demonstration = typed_demonstration(40);
  for (const char* name : {"a.h5", "b.h5"}) {
    write_hdf5(folder / name, {"task", "", "", {demonstration}});
  }
  const DemonstrationFile a(folder / "a.h5"), b(folder / "b.h5");
  const Array pictures = demonstration.obs.at("camera").read();
  std::vector<int> faults(4, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < faults.size(); ++i) {
      threads.emplace_back([&, i] {
        for (std::int64_t row = 0; row < 40; ++row) {
          const DemonstrationFile& file = i % 2 == 0 ? a : b;
          faults[i] += file.read(0, "obs/camera", row, 1) != pictures.middle_rows(row, 1);
          if (row % 10 == 0) faults[i] += read_hdf5(folder / "a.h5").episodes.size() != 1;
        }
      });
    }
  }
  CHECK(faults == std::vector<int>(4, 0));
}

TEST_CASE("Arrays that differ in length or shape are refused when the file is opened") {
  const ScratchFolder folder;
  const auto message_with = [&](const std::string& name, const RawHdf5::Shape& shape) {
    write_hdf5(folder / "a.h5", {"task", "", "", {typed_demonstration(4), typed_demonstration(6)}});
    {
      RawHdf5 file(folder / "a.h5", RawHdf5::kChange);
      file.remove(name);
      file.bytes(name, shape);
    }
    return message_of([&] { DemonstrationFile(folder / "a.h5"); });
  };
  CHECK(message_with("data/demo_1/obs/camera", {6, 40, 50, 3}).empty());
  CHECK_THAT(message_with("data/demo_1/obs/camera", {5, 40, 50, 3}),
             ContainsSubstring("demo_1/obs/camera has 5 rows, but actions has 6"));
  CHECK_THAT(message_with("data/demo_1/obs/camera", {6, 50, 50, 3}),
             ContainsSubstring("but the first demonstration has 6000"));
  CHECK_THAT(message_with("data/demo_1/obs/wide", {6, 4}), ContainsSubstring("has 4 columns"));
}

TEST_CASE("Demonstrations are appended one by one, and the file appears at the end") {
  const ScratchFolder folder;
  {
    DemonstrationWriter writer(folder / "a.h5", "task");
    writer.append(typed_demonstration(4));
    writer.append(typed_demonstration(6));
    CHECK(writer.size() == 2);
    CHECK(writer.ticks() == 10);
    CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
    writer.finish("there");
  }
  CHECK(folder.file_count() == 1);
  CHECK(DemonstrationFile(folder / "a.h5").origin() == "there");
  CHECK(RawHdf5(folder / "a.h5").integer_attribute("data", "total") == 10);

  // One that is given up leaves what was there.
  {
    DemonstrationWriter writer(folder / "a.h5", "task");
    writer.append(typed_demonstration(4));
    Demonstration wide = typed_demonstration(4);
    wide.actions = MatrixRM::Zero(4, 3);
    CHECK_THAT(message_of([&] { writer.append(wide); }), ContainsSubstring("demo_1/actions"));
  }
  CHECK(folder.file_count() == 1);
  CHECK(DemonstrationFile(folder / "a.h5").entries().size() == 2);
  CHECK_THAT(message_of([&] { DemonstrationWriter(folder / "b.h5", "task").finish(""); }),
             ContainsSubstring("no demonstrations"));
}
