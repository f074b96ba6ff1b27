#pragma once
#include <string>

#include "sim/sensors.h"

namespace streambed {

// Makes Sensors that draw off screen, without shadows and reflections, which cost most of a frame.
// The same state gives the same bytes on one machine with one driver, whatever else is drawn there.
// Each has an OpenGL context of its own, bound to its thread while it draws; a context that was
// current there before, of an Offscreen, is so again afterwards. No thread with a window's context
// may use one.
SensorsFactory offscreen_sensors();

// What draws here: "llvmpipe (LLVM 15.0.6, 256 bits), software". Any thread without a window's
// context. Throws UserError when this machine cannot draw off screen.
std::string offscreen_renderer();

}  // namespace streambed
