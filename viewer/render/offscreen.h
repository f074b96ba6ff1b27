#pragma once
#include <memory>

namespace streambed {

// An OpenGL context that needs neither a display nor a window, by EGL. It is current on the thread
// that made it, which must also destroy it. Throws UserError when this machine has none.
class Offscreen {
 public:
  Offscreen();
  ~Offscreen();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace streambed
