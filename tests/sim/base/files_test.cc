#include "sim/base/files.h"

#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/scratch_folder.h"

using namespace streambed;
namespace fs = std::filesystem;

TEST_CASE("SHA-256 gives the standard's examples") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("A file has the hash of its bytes, however many it has") {
  const ScratchFolder folder;
  const std::string bytes((3u << 20) + 17, 'x');
  write_text_atomically(folder / "large", bytes);
  write_text_atomically(folder / "empty", "");
  CHECK(file_sha256(folder / "large") == sha256_hex(bytes));
  CHECK(file_sha256(folder / "empty") == sha256_hex(""));
  CHECK_THROWS_AS(file_sha256(folder.path()), UserError);
  CHECK_THROWS_AS(file_sha256(folder / "nowhere"), UserError);
}

TEST_CASE("A text is written, replaced and read back byte for byte") {
  const ScratchFolder folder;
  const fs::path path = folder / "a.txt";
  const std::string bytes("line\r\n\0\xff", 8);
  write_text_atomically(path, bytes);
  CHECK(read_file(path) == bytes);
  write_text_atomically(path, "");
  CHECK(read_file(path).empty());
  CHECK(folder.file_count() == 1);
}

TEST_CASE("A throw in the middle leaves the old file and nothing else") {
  const ScratchFolder folder;
  const fs::path path = folder / "results.csv";
  write_text_atomically(path, "old");
  const auto half_write = [](const fs::path& temporary) {
    std::ofstream(temporary) << "half";
    throw std::runtime_error("power");
  };
  CHECK_THROWS_AS(write_atomically(path, half_write), std::runtime_error);
  CHECK(read_file(path) == "old");
  CHECK(folder.file_count() == 1);
  CHECK_THROWS_AS(write_atomically(folder / "new.csv", half_write), std::runtime_error);
  CHECK(folder.file_count() == 1);
}

TEST_CASE("The temporary file lies beside the target and keeps its extension") {
  const ScratchFolder folder;
  write_atomically(folder / "a.h5", [&](const fs::path& temporary) {
    CHECK(temporary.parent_path() == folder.path());
    CHECK(temporary.extension() == ".h5");
    CHECK(temporary != folder / "a.h5");
    std::ofstream(temporary) << "x";
  });
  CHECK(fs::exists(folder / "a.h5"));
}

TEST_CASE("Two threads that write one file leave one whole file") {
  const ScratchFolder folder;
  const fs::path path = folder / "a.txt";
  std::vector<std::jthread> threads;
  for (const char letter : {'a', 'b', 'c', 'd'}) {
    threads.emplace_back([&path, letter] {
      for (int i = 0; i < 10; ++i) write_text_atomically(path, std::string(10000, letter));
    });
  }
  threads.clear();
  const std::string text = read_file(path);
  CHECK(text == std::string(10000, text.at(0)));
  CHECK(folder.file_count() == 1);
}

TEST_CASE("A place that cannot be written is told in one line") {
  const ScratchFolder folder;
  CHECK_THAT(message_of([&] { write_text_atomically(folder / "no/such/a.txt", "x"); }),
             ContainsSubstring("is not a folder; create it"));
  CHECK_THAT(message_of([&] { write_text_atomically(folder.path(), "x"); }),
             ContainsSubstring("names a folder"));
  write_text_atomically(folder / "file", "x");
  CHECK_THAT(message_of([&] { write_text_atomically(folder / "file/a.txt", "x"); }),
             ContainsSubstring("is not a folder"));
  // Kernel files: unwritable for root too.
  CHECK_THAT(message_of([] { write_text_atomically("/proc/self/a.txt", "x"); }),
             ContainsSubstring("/proc/self/a.txt cannot be written"));

  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  if (::geteuid() == 0) {
    WARN("a folder without write permission: skipped, root may write everywhere");
  } else {
    CHECK_THAT(message_of([&] { write_text_atomically(folder / "a.txt", "x"); }),
               ContainsSubstring("may write to"));
  }
}

TEST_CASE("A file that cannot be read is told in one line") {
  const ScratchFolder folder;
  CHECK_THAT(message_of([&] { read_file(folder / "none"); }), ContainsSubstring("no such file"));
  CHECK_THAT(message_of([&] { read_file(folder.path()); }), ContainsSubstring("it is a folder"));
  CHECK_THAT(message_of([] { read_file("/dev/zero"); }), ContainsSubstring("not a regular file"));
  write_text_atomically(folder / "long", "12345");
  CHECK(read_file(folder / "long", 5) == "12345");
  CHECK_THAT(message_of([&] { read_file(folder / "long", 4); }), ContainsSubstring("limit of 4"));
}
