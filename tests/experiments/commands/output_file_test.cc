#include "experiments/commands/output_file.h"

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"

using namespace streambed;

TEST_CASE("a file has one writer at a time", "[output_file]") {
  const TemporaryFolder folder;
  const auto file = folder / "a.safetensors";
  {
    const OutputLock first(file, "--out");
    CHECK_THROWS_WITH(OutputLock(file, "--out"),
                      ContainsSubstring("--out") && ContainsSubstring("another process"));
    const OutputLock other(folder / "b.safetensors", "--out");
  }
  const OutputLock again(file, "--out");
  CHECK_THROWS_AS(OutputLock(folder / "nowhere" / "a", "--out"), UserError);
}

TEST_CASE("nothing is left of a lock", "[output_file]") {
  const TemporaryFolder folder;
  { const OutputLock lock(folder / "a", "--out"); }
  CHECK(std::filesystem::is_empty(folder.path()));
}
