#pragma once
// A fixed sequence of operations on a GPU, recorded once and then started as a whole. A gradient
// step of a small network is some two hundred tiny operations, and starting them one by one takes
// several times as long as running them. Only builds with CUDA have this.

#include <functional>
#include <memory>

namespace streambed {

class StepGraph {
 public:
  // Was Streambed built with CUDA?
  static bool available();

  // Runs on a stream of its own, which is this thread's current stream until destruction. Throws
  // std::logic_error in a build without CUDA.
  StepGraph();
  ~StepGraph();
  StepGraph(const StepGraph&) = delete;
  StepGraph& operator=(const StepGraph&) = delete;

  // Records what `operations` does on the device, without doing it. They must have run a few times
  // on this stream (libraries set themselves up then), and use the same memory every time. False
  // when this GPU's libraries refuse a recording: the operations then run as usual.
  bool record(const std::function<void()>& operations);
  void replay();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace streambed
