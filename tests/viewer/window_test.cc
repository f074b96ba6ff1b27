#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "tests/catch.h"

namespace {

int status_of(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("a window opens, draws and closes, also while a policy thinks") {
  const std::string xvfb_run = XVFB_RUN;
  if (xvfb_run.empty()) {
    WARN("skipped: install xvfb to test the window");
    return;
  }
  const std::string start = "'" + xvfb_run + "' -a -s '-screen 0 1280x800x24' '" WINDOW_SMOKE "' ";
  CHECK(status_of(start + "circle") == 0);
  CHECK(status_of(start + "stuck") == 0);
}

TEST_CASE("without a display the viewer says so and gives up") {
  CHECK(status_of("env -u DISPLAY -u WAYLAND_DISPLAY '" WINDOW_SMOKE "' 2>/dev/null") == 2);
}

}  // namespace
