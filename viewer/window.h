#pragma once
#include <memory>

#include "sim/types.h"

namespace streambed {

struct Size {
  int width = 0, height = 0;
};

// A GLFW window with an OpenGL context and Dear ImGui in it. One at a time, on the main thread.
class Window {
 public:
  // Throws UserError, naming the fix, when there is no display or no OpenGL 3.
  Window(const char* title, Size size);
  ~Window();

  bool closing() const;
  // Takes over input and begins ImGui's frame.
  void begin_frame();
  // Draws ImGui's windows over what was drawn.
  void draw_gui();
  // A picture of what was drawn in this frame.
  Image grab() const;
  // Shows the picture and waits until the frame has lasted 1/60 s, or 1/30 s if OpenGL runs in
  // software.
  void end_frame();

  void set_dark(bool dark);
  void set_title(const char* title);
  void close();
  Size size() const;      // ImGui's units
  float scale() const;    // of texts and widgets

  Size framebuffer() const;    // pixels
  double pixel_ratio() const;  // pixels over ImGui's units

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace streambed
