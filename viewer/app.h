#pragma once
// The program behind the window: draws one frame after the other until the window is closed.

#include <future>
#include <memory>
#include <optional>

#include "viewer/camera_roll.h"
#include "viewer/frame_times.h"
#include "viewer/panels/panels.h"
#include "viewer/stage.h"
#include "viewer/window.h"

namespace streambed {

// Main thread only.
class App {
 public:
  // Opens the window. Throws UserError. Registry and options outlive it.
  App(const Registry& registry, const ViewOptions& options);
  // Until the window is closed.
  void run();

 private:
  // The rectangle of a lane's picture, in ImGui's units from the window's upper left corner.
  struct Rectangle {
    ImVec2 low, high;
  };

  void frame();
  void print_times();
  void poll_loading();
  void grant_wishes();
  void show_cast(Cast cast);
  void show_demonstration(int index);
  void next_when_done();
  PanelContext panel_context();
  void draw_sidebar(PanelContext& context);
  void draw_timeline(PanelContext& context);
  void use_mouse();
  void draw_lane(std::size_t lane, const PanelContext& context);
  Rectangle lane_rectangle(std::size_t lane) const;
  float sidebar_width() const;
  float timeline_height() const;

  const Registry& registry_;
  const ViewOptions& options_;
  PanelState state_;
  Window window_;
  std::unique_ptr<Stage> stage_;
  Demonstrations demonstrations_;
  Hands hands_;
  CameraRoll camera_roll_;
  FrameTimes times_;
  std::function<void(int)> replay_;
  std::future<Cast> loading_cast_;
  std::future<Demonstrations> loading_demonstrations_;
  std::chrono::steady_clock::time_point running_until_ = std::chrono::steady_clock::now();
};

}  // namespace streambed
