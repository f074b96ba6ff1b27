#pragma once
// A network as a running policy sees it: the observation goes in once per plan, then action and
// flow time go in call after call. Torch-free, so that samplers are plain arithmetic and an engine
// can be replaced by a faster one.

#include <memory>
#include <span>

namespace streambed {

// The network with its observation part computed; one plan, one thread.
class Conditioned {
 public:
  virtual ~Conditioned() = default;
  // One network call: x has input_size floats, t in [0,1], out has output_size floats.
  void evaluate(std::span<const float> x, float t, std::span<float> out) {
    ++calls_;
    forward(x, t, out);
  }
  int calls() const { return calls_; }

 private:
  virtual void forward(std::span<const float> x, float t, std::span<float> out) = 0;
  int calls_ = 0;
};

// Const weights, shared by threads.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual std::unique_ptr<Conditioned> condition(std::span<const float> condition) const = 0;
};

}  // namespace streambed
