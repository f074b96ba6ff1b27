#include "policies/training/step_graph.h"

#include <stdexcept>

#ifdef STREAMBED_CUDA
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#endif

namespace streambed {

#ifdef STREAMBED_CUDA

struct StepGraph::State {
  c10::cuda::CUDAStream stream = c10::cuda::getStreamFromPool();
  c10::cuda::CUDAStreamGuard guard{stream};
  at::cuda::CUDAGraph graph;
};

bool StepGraph::available() { return true; }

StepGraph::StepGraph() {
  // What was begun on other streams is finished before this one reads it.
  c10::cuda::device_synchronize();
  state_ = std::make_unique<State>();
}

bool StepGraph::record(const std::function<void()>& operations) {
  state_->stream.synchronize();
  try {
    state_->graph.capture_begin();
    operations();
    state_->graph.capture_end();
    return true;
  } catch (const c10::Error&) {
    // The stream leaves its broken recording; the attempt has changed nothing in memory.
    try {
      state_->graph.capture_end();
    } catch (const c10::Error&) {
    }
    return false;
  }
}

void StepGraph::replay() { state_->graph.replay(); }

#else

struct StepGraph::State {};

bool StepGraph::available() { return false; }
StepGraph::StepGraph() { throw std::logic_error("this build of Streambed has no CUDA"); }
bool StepGraph::record(const std::function<void()>&) { return false; }
void StepGraph::replay() {}

#endif

StepGraph::~StepGraph() = default;
}  // namespace streambed
