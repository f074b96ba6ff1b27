#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "tests/catch.h"
#include "tests/sim/scratch_folder.h"

namespace {

int status_of(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// A robot uses the viewer on a display of its own; see window_robot.cc.
void use_window(const std::string& scenario) {
  const std::string xvfb_run = XVFB_RUN;
  if (xvfb_run.empty()) {
    WARN("skipped: install xvfb to test the window");
    return;
  }
  const ScratchFolder folder;
  CHECK(status_of("cd '" + folder.path().string() + "' && '" + xvfb_run +
                  "' -a -s '-screen 0 1400x900x24' '" WINDOW_ROBOT "' " + scenario) == 0);
}

TEST_CASE("every panel of the window works", "[.slow]") { use_window("panels"); }
TEST_CASE("policies are swapped in the window") { use_window("swaps 5"); }
TEST_CASE("policies are swapped in the window, often", "[.slow]") { use_window("swaps 50"); }
TEST_CASE("the mouse drags and kicks") { use_window("hands"); }
TEST_CASE("demonstrations are recorded by hand and replayed") { use_window("record"); }
TEST_CASE("what fails leaves a message in the window") { use_window("faults"); }
TEST_CASE("the window closes while a policy thinks") { use_window("close_thinking"); }

TEST_CASE("without a display or OpenGL 3 the viewer says what to do and gives up") {
  const std::string robot = WINDOW_ROBOT, xvfb_run = XVFB_RUN;
  if (robot.empty()) return;
  const ScratchFolder folder;
  const std::string file = (folder / "message").string();
  CHECK(status_of("env -u DISPLAY -u WAYLAND_DISPLAY '" + robot + "' nobody 2>" + file) == 2);
  CHECK(status_of("grep -q 'xvfb-run.*streambed render' " + file) == 0);
  CHECK(status_of("MESA_GL_VERSION_OVERRIDE=2.1 '" + xvfb_run +
                  "' -a -s '-screen 0 800x600x24' '" + robot + "' nobody 2>" + file) == 2);
  CHECK(status_of("grep -q 'LIBGL_ALWAYS_SOFTWARE' " + file) == 0);
}

}  // namespace
