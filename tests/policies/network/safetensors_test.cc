#include "policies/network/safetensors.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/rng.h"
#include "tests/catch.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

fs::path scratch(const std::string& name) {
  const fs::path folder = fs::temp_directory_path() / "streambed_safetensors_test";
  fs::create_directories(folder);
  return folder / name;
}

void write_raw(const fs::path& path, const std::string& header, const std::string& data,
               std::uint64_t claimed) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(&claimed), 8);
  out << header << data;
}

void write_raw(const fs::path& path, const std::string& header, const std::string& data) {
  write_raw(path, header, data, header.size());
}

TensorFile example() {
  TensorFile file;
  file.metadata = {{"who", "a \"test\""}};
  file.tensors["a"] = {{2, 3}, {1, -2, 0.5f, 3, 4, -0.25f}};
  file.tensors["b"] = {{1}, {7}};
  return file;
}

}  // namespace

TEST_CASE("tensors survive the file in both widths", "[safetensors]") {
  const fs::path path = scratch("round_trip.safetensors");
  for (const StoredType type : {StoredType::kFloat16, StoredType::kFloat32}) {
    write_safetensors(path, example(), type);
    const TensorFile back = read_safetensors(path);
    CHECK(back.metadata == example().metadata);
    REQUIRE(back.tensors.size() == 2);
    CHECK(back.tensors.at("a").shape == std::vector<std::int64_t>{2, 3});
    CHECK(back.tensors.at("a").data == example().tensors.at("a").data);
  }
}

TEST_CASE("matrices of 8 bits come within half a step, as numbers that float16 holds",
          "[safetensors]") {
  const fs::path path = scratch("int8.safetensors");
  TensorFile file = example();
  TensorValue& matrix = file.tensors["m"];
  matrix.shape = {3, 50};
  Rng rng{};
  const std::array<float, 3> sizes{1e-7f, 0.1f, 40.f};
  for (const float size : sizes)
    for (int i = 0; i < 50; ++i) matrix.data.push_back(size * static_cast<float>(rng.normal()));
  write_safetensors(path, file, StoredType::kInt8);
  const TensorFile back = read_safetensors(path);

  CHECK(back.tensors.at("b").data == file.tensors.at("b").data);
  REQUIRE(back.tensors.size() == file.tensors.size());
  const std::vector<float>& read = back.tensors.at("m").data;
  REQUIRE(read.size() == matrix.data.size());
  for (std::size_t row = 0; row < 3; ++row) {
    float largest = 0;
    for (std::size_t i = 50 * row; i < 50 * row + 50; ++i)
      largest = std::max(largest, std::abs(matrix.data[i]));
    // Scales round up by an eighth at most.
    const float step = std::max(1.125f * largest / 127, 0x1p-21f);
    for (std::size_t i = 50 * row; i < 50 * row + 50; ++i) {
      CHECK(std::abs(read[i] - matrix.data[i]) <= 0.5001f * step);
      CHECK(static_cast<float>(static_cast<Eigen::half>(read[i])) == read[i]);
    }
  }
}

TEST_CASE("scales without their matrix are refused", "[safetensors]") {
  const fs::path path = scratch("scales.safetensors");
  write_safetensors(path, {{}, {{"a.scale", {{2}, {1, 1}}}}}, StoredType::kFloat16);
  CHECK_THROWS_WITH(read_safetensors(path),
                    ContainsSubstring("scales that fit no matrix: a.scale"));
  write_safetensors(path, {{}, {{"a", {{1, 2}, {1, 1}}}, {"a.scale", {{2}, {1, 1}}}}},
                    StoredType::kFloat16);
  CHECK_THROWS_AS(read_safetensors(path), UserError);
}

TEST_CASE("files that lie are refused before anything is allocated", "[safetensors]") {
  const fs::path path = scratch("liar.safetensors");
  const std::string four(4, '\0');
  const auto refused = [&](const std::string& header, const std::string& data) {
    write_raw(path, header, data);
    INFO(header);
    CHECK_THROWS_AS(read_safetensors(path), UserError);
  };

  SECTION("header length beyond the file") {
    write_raw(path, "{}", "", std::numeric_limits<std::uint64_t>::max());
    CHECK_THROWS_AS(read_safetensors(path), UserError);
    write_raw(path, "{}", "", 1u << 20);
    CHECK_THROWS_AS(read_safetensors(path), UserError);
  }
  SECTION("sizes that overflow or exceed the data") {
    refused(R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}})", "");
    refused(R"({"a":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4]}})", four);
    refused(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", four);
    refused(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", four);
  }
  SECTION("offsets that overlap, leave gaps or run backwards") {
    const std::string a = R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)";
    refused(a + R"("b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", four);
    refused(a + R"("b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})", four + four + four);
    refused(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}})", four);
    refused(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", four + "tail");
  }
  SECTION("types and structures that are not ours") {
    refused(R"({"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}})", four + four);
    refused(R"({"a":{"dtype":"F32","shape":"1","data_offsets":[0,4]}})", four);
    refused(R"({"a":17})", four);
    refused(R"([1,2])", "");
    refused(R"({"__metadata__":{"x":3}})", "");
    refused("not json", "");
  }
  SECTION("NaN") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    std::string data(4, '\0');
    std::memcpy(data.data(), &nan, 4);
    refused(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", data);
  }
  SECTION("missing and empty files") {
    CHECK_THROWS_AS(read_safetensors(scratch("absent")), UserError);
    std::ofstream(path, std::ios::trunc).close();
    CHECK_THROWS_AS(read_safetensors(path), UserError);
  }
}

TEST_CASE("any damage is either harmless or a UserError", "[safetensors]") {
  const fs::path path = scratch("damaged.safetensors");
  write_safetensors(path, example(), StoredType::kFloat32);
  const std::string good = read_file(path);
  Rng rng = Rng{}.fork("damage");
  for (int trial = 0; trial < 3000; ++trial) {
    std::string bad = good.substr(0, 1 + rng.below(good.size()));
    for (std::uint64_t flips = rng.below(4); flips > 0; --flips) {
      bad[rng.below(bad.size())] = static_cast<char>(rng.next_u32());
    }
    std::ofstream(path, std::ios::binary) << bad;
    try {
      read_safetensors(path);
    } catch (const UserError&) {
    }
  }
  CHECK(fs::exists(path));
}
