#pragma once
#include <memory>

namespace streambed {

// An OpenGL context that needs neither a display nor a window, by EGL. It is current on the thread
// that made it, which must also destroy it. Throws UserError when this machine has none. A process
// may have many, several on one thread.
class Offscreen {
 public:
  Offscreen();
  ~Offscreen();
  // On the thread that made it, after another one was current there. Throws UserError.
  void make_current();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Which Offscreen is current on this thread is so again when this object ends, unless it is gone.
class KeepContext {
 public:
  KeepContext();
  ~KeepContext();
  KeepContext(const KeepContext&) = delete;
  KeepContext& operator=(const KeepContext&) = delete;

 private:
  void* display_;
  void* context_;
};

}  // namespace streambed
