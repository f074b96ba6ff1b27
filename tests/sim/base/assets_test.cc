#include "sim/base/assets.h"

#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/sim/message_of.h"
#include "tests/sim/scratch_folder.h"

using namespace streambed;

TEST_CASE("Assets name files in their folder, absolutely, whether or not they exist") {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder / "arm");
  write_text_atomically(folder / "arm" / "arm.xml", "<mujoco/>");
  const Assets assets(folder.path());
  CHECK(assets.root().is_absolute());
  CHECK(assets.path("arm/arm.xml") == folder.path() / "arm/arm.xml");
  CHECK(assets.path("none.xml") == folder.path() / "none.xml");
  CHECK(assets.has("arm/arm.xml"));
  CHECK(assets.has("arm"));
  CHECK_FALSE(assets.has("none.xml"));
  CHECK(assets.folder("arm").path("arm.xml") == folder.path() / "arm/arm.xml");
  CHECK(Assets("relative").root().is_absolute());
}

TEST_CASE("Assets have no file outside their folder") {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder / "in");
  write_text_atomically(folder / "out.xml", "<mujoco/>");
  const Assets assets(folder / "in");
  for (const char* escape : {"../out.xml", "a/../../out.xml", "..", "a/..", "/etc/passwd", ""}) {
    INFO(escape);
    CHECK_THAT(message_of([&] { assets.path(escape); }), ContainsSubstring("would lie outside"));
    CHECK_FALSE(assets.has(escape));
  }
  // Two dots in a name are no way up.
  CHECK(assets.path("a..b/..c").filename() == "..c");
}

TEST_CASE("No assets hold no file") {
  CHECK_THAT(message_of([] { Assets().path("a.xml"); }), ContainsSubstring("no folder of assets"));
  CHECK_FALSE(Assets().has("a.xml"));
  CHECK(Assets().root().empty());
}

TEST_CASE("What ships is where the command and the tests look for it") {
  CHECK(shipped_files().has("experiments/plans/quickstart.toml"));
  CHECK(shipped_assets().has("push_t.xml"));
}
