#include "viewer/session/settings.h"

#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/sim/scratch_folder.h"

namespace streambed {
namespace {

TEST_CASE("settings are remembered") {
  const ScratchFolder folder;
  Settings settings;
  settings.dark = false;
  settings.width = 1000;
  settings.speed = 0.25;
  settings.parts.recent = false;
  settings.record_file = "a \"quoted\" name.h5";
  REQUIRE(write_settings(folder.path() / "new", settings));
  const Settings read = read_settings(folder.path() / "new");
  CHECK_FALSE(read.dark);
  CHECK(read.width == 1000);
  CHECK(read.speed == 0.25);
  CHECK_FALSE(read.parts.recent);
  CHECK(read.record_file == settings.record_file);
}

TEST_CASE("damaged settings are defaults") {
  const ScratchFolder folder;
  const Settings defaults;
  CHECK(read_settings({}).width == defaults.width);
  CHECK_FALSE(write_settings({}, defaults));
  CHECK_FALSE(write_settings("/proc/no", defaults));
  for (const char* text : {"", "{", "[]", "{\"version\":2,\"width\":900}",
                           "{\"version\":1,\"width\":\"x\",\"dark\":3,\"speed\":null}",
                           "{\"version\":\"x\",\"width\":900}"}) {
    write_text_atomically(folder.path() / "viewer.json", text);
    const Settings read = read_settings(folder.path());
    CHECK(read.width == defaults.width);
    CHECK(read.dark == defaults.dark);
    CHECK(read.speed == defaults.speed);
  }
  write_text_atomically(folder.path() / "viewer.json",
                        "{\"version\":1,\"width\":1,\"height\":900}");
  CHECK(read_settings(folder.path()).width == 640);
  CHECK(read_settings(folder.path()).height == 900);
}

}  // namespace
}  // namespace streambed
