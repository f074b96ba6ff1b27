#pragma once
// A network as a running policy sees it: the observation goes in once per plan, then action and
// flow time go in call after call. Torch-free, so that samplers are plain arithmetic and an engine
// can be replaced by a faster one.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/answer.h"

namespace streambed {

// The network with its observation part computed; one plan, one thread. Lives no longer than its
// engine.
class Conditioned {
 public:
  virtual ~Conditioned() = default;
  // One network call: x has input_size floats, t is in [0,1].
  virtual void evaluate(std::span<const float> x, float t) = 0;
  // What the last call returned, output_size floats.
  virtual std::span<const float> output() const = 0;
};

struct NetworkCall {
  Conditioned* network = nullptr;  // made by the engine that is asked
  std::span<const float> x;
  float t = 0;
};

struct EngineInfo {
  std::string name;                  // with its instruction set and weight type
  std::int64_t bytes_per_call = 0;   // weights that one network call reads
  std::int64_t bytes_per_plan = 0;   // weights that the observation part reads, once per plan
  std::vector<std::string> remarks;  // what the user should know, one line each
};

// Const weights, shared by threads.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual const EngineInfo& info() const = 0;
  virtual std::unique_ptr<Conditioned> condition(std::span<const float> condition) const = 0;

  // Many at once; the defaults loop. `conditions` holds out.size() rows of equal length. Each row,
  // each call has a result of its own, so that one that fails leaves the others alone: an answer in
  // `out`, and in errors[i] what call i threw. All arrive empty. What these functions themselves
  // throw concerns all rows, all calls.
  virtual void condition_batch(std::span<const float> conditions,
                               std::span<Answer<std::unique_ptr<Conditioned>>> out) const;
  virtual void evaluate_batch(std::span<const NetworkCall> calls,
                              std::span<std::exception_ptr> errors) const;
};

}  // namespace streambed
