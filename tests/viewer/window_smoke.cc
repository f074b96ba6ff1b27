// Opens the viewer on the display that it is given, draws 30 frames and closes. Exit status 2 with
// one line when there is no display, as the command has it.

#include <cstdio>

#include "sim/error.h"
#include "tests/viewer/tiny.h"
#include "viewer/view.h"

int main(int argc, char** argv) {
  using namespace streambed;
  install_mujoco_handlers();
  ViewOptions options;
  options.context = 0;
  options.close_after_frames = 30;
  if (argc > 1) options.policies = {argv[1]};
  try {
    run_viewer(tiny_registry(), options);
  } catch (const UserError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
  return 0;
}
