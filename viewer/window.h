#pragma once
#include <memory>

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
  // Draws ImGui's windows over what was drawn, shows the picture and waits out the frame's time:
  // 1/60 s, in software rendering 1/30 s.
  void end_frame();

  Size framebuffer() const;    // pixels
  double pixel_ratio() const;  // pixels over ImGui's units

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace streambed
