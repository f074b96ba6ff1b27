#include "viewer/command_view.h"

#include <memory>
#include <utility>

#include "sim/base/error.h"
#include "viewer/session/settings.h"

namespace streambed {

void add_view_command(CLI::App& app, const Registry& registry, std::stop_token stop,
                      ViewHooks hooks) {
  CLI::App* command = app.add_subcommand("view", "Watch a policy act, in a window or as a picture");
  // The options must live as long as the callback that reads them.
  auto options = std::make_shared<ViewOptions>();
  options->stop = std::move(stop);
  options->hooks = std::move(hooks);
  CLI::Option* task =
      command->add_option("TASK", options->task,
                          "Task, e.g. push_t; the first task of `streambed list` if none");
  command->add_option("POLICY", options->policies,
                      "Policies: the first one runs, all can be picked; without any, the first "
                      "policy of `streambed list` that can be made");
  command->add_flag_callback(
      "--beside", [options] { options->side_by_side = 3; },
      "Run the first two or three of them side by side on the same start");
  CLI::Option* clock =
      command->add_option("--clock", options->clock, "Clock, e.g. \"virtual(delay=2)\"")
          ->capture_default_str();
  CLI::Option* context = command->add_option("--context", options->context, "Number of the start")
                             ->capture_default_str();
  // A row says all of this itself.
  command
      ->add_option("--key", options->results_row,
                   "Run a row of a sweep again: FOLDER:ROW, e.g. results/quickstart:17")
      ->excludes(task)
      ->excludes(clock)
      ->excludes(context);
  command->add_option("--demos", options->demonstrations,
                      "Demonstrations to play back, and to compare the policy with");
  command->add_option("--width", options->width,
                      "Of the window or picture, pixels [as last time; pictures 1280]");
  command->add_option("--height", options->height,
                      "Of the window or picture, pixels [as last time; pictures 800]");
  command->add_flag("--frame-times", options->frame_times,
                    "When the window closes, print what frames cost, and under the wall clock how "
                    "late control ticks were, with the window and without it");
  command->add_option("--close-after-frames", options->close_after_frames,
                      "Close the window after so many drawn frames, e.g. to measure");
  command->add_option("--headless-ticks,--headless-frames", options->headless_ticks,
                      "Run this many control ticks without a window and write --screenshot");
  command->add_option("--screenshot", options->screenshot, "Picture to write, .png");

  command->callback([&registry, options] {
    if (options->headless_ticks > 0) {
      render_headless(registry, *options);
    } else if (!options->screenshot.empty()) {
      throw UserError("--screenshot needs a number of control ticks: add --headless-ticks 100");
    } else {
      options->settings_folder = settings_folder();
      run_viewer(registry, *options);
    }
  });
}

}  // namespace streambed
