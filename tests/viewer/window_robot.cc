// viewer_window_robot SCENARIO [NUMBER]: opens the viewer in the present folder and lets a robot
// use it; the scenario "nobody" goes without the robot. Exit status 0 when everything came about, 1
// with a line when not, 2 as the command has it.

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <thread>

#include "sim/base/error.h"
#include "tests/viewer/robot.h"
#include "tests/viewer/tiny.h"
#include "viewer/view.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

void expect(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error("not so: " + what);
}

const Snapshot& first(const Seen& seen) { return seen.snapshots.front(); }

void wait_for_policy(Robot& robot, const std::string& policy) {
  robot.wait(policy.c_str(), [&](const Seen& seen) { return first(seen).policy == policy; });
}

// Looks at every tab, uses every kind of widget, goes back in time.
void panels(Robot& robot, int) {
  robot.wait("ticks", [](const Seen& seen) { return first(seen).tick > 5; });
  robot.click("Play or pause");
  // On a slow machine the episode may be over by now.
  robot.click("Restart");
  robot.wait("a start", [](const Seen& seen) { return first(seen).tick == 0; });
  robot.click("Step");
  robot.wait("a step", [](const Seen& seen) { return first(seen).tick == 1; });
  robot.click("+ beside");
  robot.wait("two lanes", [](const Seen& seen) {
    return seen.snapshots.size() == 2 && !seen.snapshots[1].scene.qpos.empty();
  });
  robot.click("- this");
  robot.wait("one lane", [](const Seen& seen) { return seen.snapshots.size() == 1; });
  robot.click("Start >");
  robot.wait("the next start", [](const Seen& seen) { return first(seen).context == 1; });
  for (const char* heading : {"Score", "Thinking time"}) robot.click(heading);

  robot.click("tab Show");
  robot.click("samples");
  robot.wait("samples", [](const Seen& seen) { return first(seen).overlay.fan.size() == 16; });
  robot.click("velocity field");
  robot.wait("a field", [](const Seen& seen) { return !first(seen).overlay.field.empty(); });
  robot.click("denoising");
  robot.wait("denoising", [](const Seen& seen) { return !first(seen).overlay.denoising.empty(); });
  for (const char* part : {"executed targets", "plan boundaries", "plan, first to last",
                           "earlier plans", "goal", "light panels", "shadows", "legend"}) {
    robot.click(part);
  }
  robot.wait("light panels", [](const Seen& seen) {
    return !seen.state.settings.dark && !seen.state.settings.legend &&
           !seen.state.settings.parts.executed;
  });

  robot.click("tab Task");
  robot.click("Use this task");
  // What is clicked begins to load at the frame's end; a new task plays at once. Few ticks will do:
  // beside other work a machine without a GPU makes one in three seconds.
  robot.frames(2);
  robot.wait("a new task", [](const Seen& seen) { return !seen.state.busy; });
  robot.wait("ticks of the new task",
             [](const Seen& seen) { return first(seen).newest_tick > 10; });
  // The first click beside an open list only closes it.
  robot.click("clock picker");
  robot.click("tab Hands");
  robot.click("tab Hands");
  robot.wait("hands", [](const Seen& seen) { return seen.state.widgets.contains("steer"); });

  // Time goes back and forth, the list of keys comes and goes.
  robot.key('1');
  robot.key(' ');
  // Few will do: beside other work a machine without a GPU makes one in three seconds.
  robot.wait("ticks of the new task",
             [](const Seen& seen) { return first(seen).newest_tick > 10; });
  robot.click("timeline bar");
  robot.key('[');
  robot.wait("the past", [](const Seen& seen) {
    return first(seen).tick < first(seen).newest_tick;
  });
  robot.key('?');
  robot.wait("help", [](const Seen& seen) { return seen.state.help; });
  robot.escape();
  robot.wait("no help", [](const Seen& seen) { return !seen.state.help; });
  robot.key('i');
  robot.wait("a screenshot", [](const Seen& seen) {
    return seen.state.message.starts_with("wrote");
  });
  expect(fs::exists("streambed-001.png"), "the screenshot is a file");
}

// Policies in mid-episode, those that fail and hang among them.
void swaps(Robot& robot, int count) {
  const std::vector<std::string> policies{"still", "thrower", "stuck", "swirl", "circle"};
  for (int i = 0; i < count; ++i) {
    const std::string& policy = policies[static_cast<std::size_t>(i) % policies.size()];
    robot.click("policy picker");
    robot.click("pick " + policy);
    wait_for_policy(robot, policy);
    if (policy == "thrower") {
      robot.wait("an error", [](const Seen& seen) { return !first(seen).result.reason.empty(); });
      robot.key('r');
    }
  }
  robot.click("policy picker");
  robot.click("pick broken");
  robot.frames(10);
  expect(first(robot.seen()).policy != "broken", "what cannot be made is refused");
}

void use_task(Robot& robot, const std::string& name) {
  robot.click("task picker");
  robot.click("task " + name);
  robot.click("Use this task");
}

// Tasks and policies that fail leave a message, and what ran before goes on or can be had again.
void faults(Robot& robot, int) {
  robot.click("tab Task");
  use_task(robot, "unstartable");
  robot.wait("a message", [](const Seen& seen) {
    return seen.state.message.find("lost the ball at once") != std::string::npos;
  });
  const std::int64_t tick = first(robot.seen()).tick;
  robot.wait("the old task goes on", [&](const Seen& seen) { return first(seen).tick != tick; });

  use_task(robot, "faulty");
  robot.wait("a reason", [](const Seen& seen) {
    return first(seen).result.reason.find("lost the ball") != std::string::npos;
  });
  robot.frames(5);
  use_task(robot, "tiny");
  robot.wait("the task from before", [](const Seen& seen) {
    return first(seen).error.empty() && first(seen).tick > 20;
  });

  robot.click("tab Watch");
  robot.click("policy picker");
  robot.click("pick broken");
  robot.wait("the refusal",
             [](const Seen& seen) { return seen.state.widgets.contains("refusal"); });
  expect(first(robot.seen()).policy == "circle", "the policy from before goes on");
}

// The ball is seen from above: the middle of the picture is the middle of the scene.
ImVec2 middle_of_scene(const Seen& seen) {
  const ImVec2 bar = seen.state.widgets.at("timeline bar");
  return {bar.x, (bar.y - 60) / 2};
}

void hands(Robot& robot, int) {
  robot.key(' ');
  robot.key('r');
  Seen seen = robot.wait("a start", [](const Seen& now) {
    return first(now).tick == 0 && now.state.widgets.contains("timeline bar");
  });
  const ImVec2 middle = middle_of_scene(seen);
  robot.drag(middle.x, middle.y, middle.x + 100, middle.y);
  robot.wait("the ball dragged", [](const Seen& now) { return first(now).scene.qpos[0] > 0.1; });
  robot.key('r');
  robot.wait("a start", [](const Seen& now) {
    return first(now).tick == 0 && first(now).scene.qpos[0] == 0;
  });
  robot.click_at(middle.x - 15, middle.y, 3);
  robot.wait("the ball kicked", [](const Seen& now) { return first(now).scene.qpos[0] > 0.02; });
}

void record(Robot& robot, int) {
  Seen seen = robot.wait("a start", [](const Seen& now) {
    return first(now).tick > 0 && now.state.widgets.contains("timeline bar");
  });
  const ImVec2 middle = middle_of_scene(seen);
  robot.key('t');
  robot.move(middle.x + 120, middle.y - 60);
  robot.wait("by hand", [](const Seen& now) { return first(now).by_hand; });
  robot.key('v');
  robot.wait("ten rows", [](const Seen& now) { return first(now).recorder.rows >= 10; });
  robot.key('k');
  robot.wait("kept", [](const Seen& now) { return first(now).recorder.kept == 1; });
  robot.key('v');
  robot.wait("more rows", [](const Seen& now) { return first(now).recorder.rows >= 5; });
  robot.key('x');
  robot.wait("discarded", [](const Seen& now) { return first(now).recorder.rows == 0; });
  robot.escape();
  robot.wait("given back", [](const Seen& now) { return !first(now).by_hand; });

  const DemonstrationSet set = read_hdf5("tiny-by_hand.h5");
  expect(set.episodes.size() == 1, "one demonstration is in the file");
  expect(set.episodes.front().actions(5, 0) > 0.1, "the hand went to the right");

  // The option --demos named this file, which is there only now.
  robot.key('4');
  robot.click("Load");
  robot.wait("loaded", [](const Seen& now) { return now.state.demonstrations == 1; });
  robot.click("Show it");
  robot.wait("a demonstration", [](const Seen& now) {
    return first(now).is_demonstration && first(now).newest_tick >= 9;
  });
  robot.click("Back to the policy");
  robot.wait("the policy", [](const Seen& now) { return !first(now).is_demonstration; });
}

void close_thinking(Robot& robot, int) {
  robot.click("policy picker");
  robot.click("pick stuck");
  wait_for_policy(robot, "stuck");
  robot.frames(5);
  robot.close_window();
}

int run(const std::string& name, int number) {
  const std::map<std::string, void (*)(Robot&, int)> scenarios{{"panels", panels},
                                                              {"swaps", swaps},
                                                              {"hands", hands},
                                                              {"record", record},
                                                              {"faults", faults},
                                                              {"close_thinking", close_thinking}};
  std::stop_source stop;
  ViewOptions options;
  options.context = 0;
  options.policies = {name == "panels" ? "swirl" : "circle"};
  options.stop = stop.get_token();
  options.settings_folder = fs::current_path() / "settings";
  options.width = 1280;
  options.height = 800;
  int status = 0;
  if (name == "nobody") {
    run_viewer(tiny_registry(), options);
    return 0;
  }
  Robot robot;
  options.watcher = [&](const PanelState& state, const std::vector<Snapshot>& snapshots,
                        std::int64_t frame) { robot.watch(state, snapshots, frame); };
  if (name == "record") {
    Settings settings;
    settings.demonstrations_file = "tiny-by_hand.h5";
    write_settings(options.settings_folder, settings);
  }
  std::jthread person([&] {
    try {
      scenarios.at(name)(robot, number);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s: %s\n", name.c_str(), error.what());
      status = 1;
    }
    if (name != "close_thinking" || status != 0) stop.request_stop();
  });
  run_viewer(tiny_registry(), options);
  person.join();
  if (status == 0 && !fs::exists("settings/viewer.json")) {
    std::fprintf(stderr, "%s: the settings were not written\n", name.c_str());
    status = 1;
  }
  return status;
}

}  // namespace
}  // namespace streambed

int main(int argc, char** argv) {
  try {
    streambed::install_mujoco_handlers();
    return streambed::run(argc > 1 ? argv[1] : "panels", argc > 2 ? std::atoi(argv[2]) : 5);
  } catch (const streambed::UserError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
