#include "experiments/demonstrations/npz.h"

#include <zip.h>

#include <map>

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/demonstrations/arrays.h"
#include "tests/experiments/folder.h"

using namespace streambed;

namespace {

// A version 1 .npy file around `data`.
std::string npy(const std::string& literal, const std::string& data) {
  std::string header = literal + "\n";
  std::string bytes = "\x93NUMPY";
  bytes += std::string("\x01\x00", 2);
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  return bytes + header + data;
}

std::string dict(const std::string& type, const std::string& shape, const char* order = "False") {
  return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
}

void make_zip(const std::filesystem::path& path, const std::map<std::string, std::string>& members,
              int compression) {
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  REQUIRE(archive);
  for (const auto& [name, bytes] : members) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const auto index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    REQUIRE(index >= 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), compression, 0);
  }
  REQUIRE(zip_close(archive) == 0);
}

std::string doubles(const std::vector<double>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double)};
}

void refused(const std::string& member, const std::string& word) {
  const TemporaryFolder folder;
  make_zip(folder / "a.npz", {{"x.npy", member}}, ZIP_CM_DEFLATE);
  try {
    open_npz(folder / "a.npz")->read("x");
    FAIL("accepted: " << word);
  } catch (const UserError& error) {
    CHECK_THAT(error.what(), ContainsSubstring(word));
  }
}

}  // namespace

TEST_CASE("an npz archive reads stored and deflated arrays") {
  for (const int compression : {ZIP_CM_STORE, ZIP_CM_DEFLATE}) {
    const TemporaryFolder folder;
    const std::vector<double> many(100000, 2.5);
    make_zip(folder / "a.npz",
             {{"x.npy", npy(dict("<f8", "(2, 2)"), doubles({1, 2, 3, 4}))},
              {"many.npy", npy(dict("<f8", "(100000,)"), doubles(many))},
              {"bytes.npy", npy(dict("|u1", "(3,)"), "\x01\x02\xff")},
              {"scalar.npy", npy(dict("<f8", "()"), doubles({7}))},
              {"names.npy", npy(dict("<U1", "(1,)"), std::string("a\0\0\0", 4))},
              {"readme.txt", "hello"}},
             compression);
    const auto file = open_npz(folder / "a.npz");
    CHECK(file->names() == std::vector<std::string>{"bytes", "many", "scalar", "x"});
    CHECK(values_of(file->read("x")) == std::vector<double>{1, 2, 3, 4});
    CHECK(file->info("x") == ArrayInfo{ElementType::kFloat64, 2, {2}});
    CHECK(values_of(file->read("x", 1, 1)) == std::vector<double>{3, 4});
    CHECK(values_of(file->read("many")) == many);
    CHECK(values_of(file->read("many", 99999, 1)) == std::vector<double>{2.5});
    CHECK(file->info("bytes") == ArrayInfo{ElementType::kUint8, 3, {}});
    CHECK(values_of(file->read("bytes")) == std::vector<double>{1, 2, 255});
    CHECK(values_of(file->read("bytes", 0, 2)) == std::vector<double>{1, 2});
    CHECK(values_of(file->read("scalar")) == std::vector<double>{7});
    CHECK_THROWS_AS(file->read("names"), UserError);
    CHECK_THROWS_AS(file->read("absent"), UserError);
  }
}

TEST_CASE("arrays that lie, pickle or overflow are refused") {
  refused(npy(dict("|O", "(1,)"), "cos\nsystem\n"), "element type");
  refused(npy(dict("<f8", "(2, 2)", "True"), doubles({1, 2, 3, 4})), "ascontiguousarray");
  refused(npy(dict("<f8", "(3,)"), doubles({1, 2})), "size");
  refused(npy(dict("<f8", "(1,)"), doubles({1, 2})), "size");
  refused(npy(dict("<f8", "(4611686018427387904, 4)"), doubles({1})), "limit");
  refused(npy(dict("<f8", "(99999999999999999999999,)"), doubles({1})), "header");
  refused(npy(dict("<f8", "(-1,)"), doubles({1})), "header");
  refused(npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}", doubles({1})),
          "header");
  refused(npy("{'descr': '<f8'}", doubles({1})), "header");
  refused(npy("{'descr': '<f8", doubles({1})), "header");
  refused(std::string("\x93NUMPY\x01\x00\xff\xff{}", 12), "truncated");
  refused("short", "truncated");
  refused("this member is no array at all", "header");
}

TEST_CASE("a bomb is refused by its claim alone") {
  // 8 GiB of zeros announced, 64 MiB held: neither is inflated into memory.
  refused(npy(dict("<f8", "(1073741824,)"), std::string(64 << 20, '\0')), "limit");
}

TEST_CASE("damaged archives are refused") {
  const TemporaryFolder folder;
  std::string data;
  for (int i = 0; i < 4000; ++i) data += doubles({i * 0.37});
  make_zip(folder / "a.npz", {{"x.npy", npy(dict("<f8", "(4000,)"), data)}}, ZIP_CM_STORE);
  std::string bytes = contents(folder / "a.npz");
  write(folder / "cut.npz", bytes.substr(0, bytes.size() / 2));
  CHECK_THROWS_AS(open_npz(folder / "cut.npz"), UserError);
  bytes[bytes.size() / 2] ^= 0x40;
  write(folder / "flipped.npz", bytes);
  CHECK_THROWS_AS(open_npz(folder / "flipped.npz")->read("x"), UserError);
  make_zip(folder / "empty.npz", {{"a.txt", "no array"}}, ZIP_CM_STORE);
  CHECK_THROWS_AS(open_npz(folder / "empty.npz"), UserError);
}
