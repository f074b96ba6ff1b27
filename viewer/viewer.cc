#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "viewer/choices.h"
#include "viewer/panels.h"
#include "viewer/view.h"
#include "viewer/window.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr float kPanelWidth = 330;

// Control ticks are far apart: between two of them the picture moves from one to the other, a tick
// behind the simulation.
class Motion {
 public:
  void arrive(const Snapshot& before, const Snapshot& now) {
    const bool continues = before.episode == now.episode && now.tick == before.tick + 1 &&
                           before.scene.qpos.size() == now.scene.qpos.size();
    from_ = continues ? before.scene : now.scene;
    period_s_ = continues ? now.period_s : 0;
    arrived_ = SteadyClock::now();
  }

  SceneState at_present(const mjModel& model, const Snapshot& now) const {
    const double elapsed_s = std::chrono::duration<double>(SteadyClock::now() - arrived_).count();
    if (period_s_ <= 0 || elapsed_s >= period_s_) return now.scene;
    return blend(model, from_, now.scene, elapsed_s / period_s_);
  }

 private:
  SceneState from_;
  double period_s_ = 0;
  SteadyClock::time_point arrived_;
};

// Left turns, right shifts, the wheel zooms; only where no panel takes the mouse.
void drive_camera(Scene& scene) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantCaptureMouse || io.DisplaySize.y <= 0) return;
  const double dx = io.MouseDelta.x / io.DisplaySize.y, dy = io.MouseDelta.y / io.DisplaySize.y;
  if (dx != 0 || dy != 0) {
    if (io.MouseDown[0]) scene.move_camera(mjMOUSE_ROTATE_V, dx, dy);
    if (io.MouseDown[1]) scene.move_camera(mjMOUSE_MOVE_V, dx, dy);
  }
  if (io.MouseWheel != 0) scene.move_camera(mjMOUSE_ZOOM, 0, -0.05 * io.MouseWheel);
}

// Everything beside the scene, from the top of the window to its bottom.
void draw_panels(Session& session, const Registry& registry, const Task& task,
                 const Snapshot& snapshot, Scene& scene, PanelState& state) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({kPanelWidth, ImGui::GetIO().DisplaySize.y});
  ImGui::Begin("panels", nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus);
  ImGui::TextUnformatted(task.info().label.c_str());
  run_panel(session, snapshot, state);
  policy_panel(session, registry, snapshot, state);
  score_panel(snapshot, task.info());
  latency_panel(snapshot, task.info());
  scene_panel(scene, task.model(), state);
  ImGui::End();
}

PanelState first_panel_state(const Registry& registry, const ViewOptions& options,
                             const Policy& policy) {
  PanelState state;
  state.policies = options.policies;
  for (const PolicyEntry& entry : registry.policies()) {
    if (std::find(state.policies.begin(), state.policies.end(), entry.name) ==
        state.policies.end()) {
      state.policies.push_back(entry.name);
    }
  }
  state.policy_text = options.policies.empty() ? policy.info().label : options.policies.front();
  state.clock_text = options.clock;
  return state;
}

}  // namespace

void run_viewer(const Registry& registry, const ViewOptions& options) {
  const auto task = chosen_task(registry, options);
  const PolicyPtr policy = chosen_policy(registry, options, *task);
  const EpisodeKey key{.context = options.context, .clock = clock_label(options.clock)};
  PanelState state = first_panel_state(registry, options, *policy);

  Window window(("streambed: " + task->info().label).c_str(), {options.width, options.height});
  Scene scene(task->model());
  Session session(registry, *task, policy, key);
  Snapshot snapshot;
  Motion motion;
  SteadyClock::time_point done_since = SteadyClock::now();

  for (std::int64_t frame = 0; !window.closing() && !options.stop.stop_requested(); ++frame) {
    if (options.close_after_frames > 0 && frame >= options.close_after_frames) break;
    session.poll();
    if (std::optional<Snapshot> news = session.take()) {
      motion.arrive(snapshot, *news);
      snapshot = std::move(*news);
      done_since = SteadyClock::now();
    }
    constexpr auto kPauseBeforeNext = std::chrono::milliseconds(1200);
    if (state.next_when_done && snapshot.result.end != End::kRunning &&
        SteadyClock::now() - done_since > kPauseBeforeNext) {
      session.start(session.key().context + 1);
      done_since = SteadyClock::now();
    }

    window.begin_frame();
    handle_keys(session);
    drive_camera(scene);
    draw_panels(session, registry, *task, snapshot, scene, state);

    const Size size = window.framebuffer();
    const int left = static_cast<int>(kPanelWidth * window.pixel_ratio());
    if (!snapshot.scene.qpos.empty() || task->model().nq == 0) {
      scene.pose(motion.at_present(task->model(), snapshot));
    }
    scene.draw({left, 0, std::max(size.width - left, 1), std::max(size.height, 1)},
               snapshot.overlay, state.parts);
    window.end_frame();
  }
}

}  // namespace streambed
