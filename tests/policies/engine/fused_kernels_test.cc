// What the compiler made of the fused kernels.

#include <sstream>
#include <string>
#include <vector>

#include "sim/base/child_process.h"
#include "tests/catch.h"

namespace {

std::string output_of(std::vector<std::string> command) {
  const streambed::Finished finished = streambed::run_to_end(std::move(command), {});
  REQUIRE(finished.status == 0);
  return finished.output;
}

// The object files, "a;b;c".
std::vector<std::string> objects() {
  std::vector<std::string> out;
  std::istringstream list(STREAMBED_FUSED_OBJECTS);
  for (std::string path; std::getline(list, path, ';');) out.push_back(path);
  return out;
}

bool holds(const std::string& text, const char* word) {
  return text.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("a kernel file defines its one function and shares nothing", "[fused]") {
  REQUIRE(objects().size() == 3);
  for (const std::string& object : objects()) {
    INFO(object);
    std::istringstream symbols(output_of({"nm", "-C", "--extern-only", object}));
    int defined = 0;
    for (std::string line; std::getline(symbols, line);) {
      INFO(line);
      // A weak symbol would be a template that the whole program shares.
      CHECK_FALSE(holds(line, " W "));
      CHECK_FALSE(holds(line, " V "));
      CHECK_FALSE(holds(line, " u "));
      CHECK_FALSE(holds(line, "Eigen"));
      CHECK_FALSE(holds(line, "std::"));
      if (!holds(line, " T ")) continue;
      CHECK(holds(line, "streambed::fused_kernels_v"));
      ++defined;
    }
    CHECK(defined == 1);
  }
}

TEST_CASE("each kernel file uses its own vectors", "[fused]") {
  for (const std::string& object : objects()) {
    const std::string code = output_of({"objdump", "-d", "--no-show-raw-insn", object});
    INFO(object);
    CHECK(holds(code, "%zmm") == holds(object, "_v4"));
    CHECK(holds(code, "%ymm") == !holds(object, "_v2"));
    CHECK(holds(code, "vfmadd") == !holds(object, "_v2"));
  }
}
