#include "experiments/demonstrations/zarr.h"

#include <cstring>

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/demonstrations/arrays.h"
#include "tests/experiments/folder.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

Array counting(std::vector<std::int64_t> shape, double step,
               ElementType type = ElementType::kFloat64) {
  std::int64_t count = 1;
  for (const std::int64_t length : shape) count *= length;
  std::vector<double> values;
  for (std::int64_t i = 0; i < count; ++i) values.push_back(static_cast<double>(i) * step);
  return array_of(std::move(shape), values, type);
}

std::string metadata(const std::string& shape, const std::string& chunks,
                     const std::string& type = "<f8", const std::string& compressor = "null",
                     const std::string& rest = R"("order": "C", "filters": null)") {
  return R"({"zarr_format": 2, "fill_value": -1, "shape": )" + shape + R"(, "chunks": )" + chunks +
         R"(, "dtype": ")" + type + R"(", "compressor": )" + compressor + ", " + rest + "}";
}

// A group with one array "x" that has this .zarray and no chunks yet.
void make_group(const fs::path& group, const std::string& zarray) {
  fs::create_directories(group / "x");
  write(group / ".zgroup", R"({"zarr_format": 2})");
  write(group / "x" / ".zarray", zarray);
}

template <class Element>
std::string raw(const std::vector<Element>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Element)};
}

void refused(const std::string& zarray, const std::string& chunk, const std::string& word) {
  const TemporaryFolder folder;
  make_group(folder.path(), zarray);
  if (!chunk.empty()) write(folder / "x/0", chunk);
  INFO(zarray);
  try {
    open_zarr(folder.path(), {})->read("x");
    FAIL("accepted");
  } catch (const UserError& error) {
    CHECK_THAT(error.what(), ContainsSubstring(word));
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
}

}  // namespace

TEST_CASE("a zarr group reads back what was written") {
  const TemporaryFolder folder;
  const std::map<std::string, RowSource> arrays{
      {"data/narrow", counting({20000, 3}, 0.5, ElementType::kFloat32)},  // several chunks
      {"data/picture", counting({3, 5, 4, 3}, 1, ElementType::kUint8)},
      {"data/wide", counting({7, 2, 2}, 0.1)},
      {"meta/ends", counting({5}, 1e9)}};
  write_zarr(folder / "g", arrays, {"meta/ends"}, R"({"a": 1})");
  CHECK_THAT(contents(folder / "g/data/narrow/.zarray"), ContainsSubstring("<f4"));
  CHECK_THAT(contents(folder / "g/data/picture/.zarray"), ContainsSubstring("|u1"));
  CHECK_THAT(contents(folder / "g/data/wide/.zarray"), ContainsSubstring("<f8"));
  CHECK_THAT(contents(folder / "g/meta/ends/.zarray"), ContainsSubstring("<i8"));
  CHECK(fs::exists(folder / "g/data/narrow/1.0"));

  const auto group = open_zarr(folder / "g", {"data/narrow"});
  CHECK(group->names() == std::vector<std::string>{"data/narrow", "data/picture", "data/wide",
                                                    "meta/ends"});
  CHECK(group->attributes() == R"({"a":1})");
  for (const auto& [name, array] : arrays) {
    INFO(name);
    CHECK(group->info(name) == array.info());
    CHECK(group->read(name) == array.read());
    CHECK(group->read(name, 1, 2) == array.read(1, 2));
  }
  // Rows from the middle of a chunk to the middle of another.
  CHECK(group->read("data/narrow", 5000, 9000) == arrays.at("data/narrow").read(5000, 9000));
  CHECK_THROWS_AS(write_zarr(folder / "g", arrays, {}, "{}"), UserError);
  CHECK_THROWS_AS(write_zarr(folder / "no/g", arrays, {}, "{}"), UserError);
  CHECK_FALSE(fs::exists(folder / "no"));
}

TEST_CASE("zarr chunks overhang the edges, and a missing one is the fill value") {
  const TemporaryFolder folder;
  make_group(folder.path(), metadata("[3, 3]", "[2, 2]", "<i2"));
  write(folder / "x/0.0", raw<std::int16_t>({0, 1, 10, 11}));
  write(folder / "x/0.1", raw<std::int16_t>({2, 99, 12, 99}));
  write(folder / "x/1.0", raw<std::int16_t>({20, 21, 99, 99}));
  const auto group = open_zarr(folder.path(), {});
  CHECK(values_of(group->read("x")) == std::vector<double>{0, 1, 2, 10, 11, 12, 20, 21, -1});
  CHECK(values_of(group->read("x", 1, 2)) == std::vector<double>{10, 11, 12, 20, 21, -1});
  CHECK(values_of(group->read("x", 1, 1)) == std::vector<double>{10, 11, 12});
  CHECK_THROWS_AS(open_zarr(folder.path(), {"x"})->read("x"), UserError);
}

TEST_CASE("a zarr array that lies is refused before memory is taken") {
  const std::string two = raw<double>({1, 2});
  refused("{\"shape\": [", "", "JSON");
  refused("[]", "", "JSON");
  refused(metadata("[2]", "[2]", "<f8", "null", R"("order": "F")"), two, "row-major");
  refused(metadata("[2]", "[2]", "<f8", "null", R"("order": "C", "filters": [{"id": "delta"}])"),
          two, "filters");
  refused(metadata("[2]", "[2]", "<f8", R"({"id": "lzma"})"), two, "lzma");
  refused(metadata("[2]", "[2]", "|O"), two, "element type");
  refused(metadata("[2]", "[2]", ">f8"), two, "element type");
  refused(metadata("[-2]", "[2]"), two, "whole numbers");
  refused(metadata("[2]", "[0]"), two, "whole numbers");
  refused(metadata("[2]", "[2, 1]"), two, "as many lengths");
  refused(metadata("[2.5]", "[2]"), two, "whole numbers");
  refused(metadata("[4611686018427387904, 4]", "[1, 1]"), two, "limit");
  refused(metadata("[1000000000000]", "[2]"), two, "limit");
  refused(metadata("[2]", "[1000000000000]"), two, "limit");
  refused(metadata("[100000000]", "[1]"), two, "chunks");
  refused(metadata("[2]", "[2]"), two.substr(0, 15), "copy the dataset again");
  refused(metadata("[2]", "[3]"), two, "copy the dataset again");
}

TEST_CASE("a damaged blosc chunk is refused") {
  const TemporaryFolder folder;
  write_zarr(folder / "g", {{"x", counting({100}, 1)}}, {}, "{}");
  const std::string good = contents(folder / "g/x/0");
  const auto read = [&](const std::string& chunk) {
    write(folder / "g/x/0", chunk);
    return open_zarr(folder / "g", {})->read("x");
  };
  CHECK(read(good).rows() == 100);
  CHECK_THROWS_AS(read(good.substr(0, good.size() / 2)), UserError);
  CHECK_THROWS_AS(read(good.substr(0, 3)), UserError);
  CHECK_THROWS_AS(read("garbage that is longer than a header"), UserError);
  // The header's claim of the decompressed size, bytes 4 to 7.
  std::string liar = good;
  liar[6] = 0x7f;
  CHECK_THROWS_AS(read(liar), UserError);
}

TEST_CASE("other folders and versions are no zarr group") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(open_zarr(folder.path(), {}), UserError);
  write(folder / "zarr.json", "{}");
  CHECK_THROWS_AS(open_zarr(folder.path(), {}), UserError);
}
