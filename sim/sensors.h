#pragma once
// How a task sees with cameras. The kernel knows no renderer: the program hands one in
// (Equipment::sensors in sim/episode.h).

#include <mujoco/mujoco.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "sim/types.h"

namespace streambed {

// A camera of the scene whose pictures are observed.
struct Camera {
  std::string name;           // as the scene calls it
  int width = 0, height = 0;  // pixels
};

// Takes pictures with the cameras of one task. It belongs to the thread that made it, which alone
// may use and destroy it (a renderer's context is bound to its thread); episodes that take turns on
// that thread share one. A picture depends on nothing but the positions in `data`: not on earlier
// pictures, nor on what other threads draw.
class Sensors {
 public:
  virtual ~Sensors() = default;
  // What the camera of this name sees, in the size that the task declares for it
  // (TaskInfo::cameras). Throws UserError for a camera that the task does not declare.
  virtual Image render(const mjData& data, std::string_view camera) = 0;
};

// Makes the calling thread's Sensors for a scene, which outlives them, and those of its cameras that
// are observed. Any thread may call it. Throws UserError when this machine cannot draw.
using SensorsFactory = std::function<std::unique_ptr<Sensors>(const mjModel& model,
                                                              std::span<const Camera> cameras)>;

// For tasks without cameras.
class NoSensors final : public Sensors {
 public:
  // Throws UserError.
  Image render(const mjData& data, std::string_view camera) override;
};

}  // namespace streambed
