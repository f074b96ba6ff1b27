#pragma once
// What evaluates a network for a running policy. The observation is given once per plan, action and
// flow time in every call. Needs no LibTorch, so samplers are plain arithmetic and engines can be
// exchanged.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/answer.h"
#include "sim/rng.h"

namespace streambed {

// The network for one observation, the part that depends on it already computed. For one plan and
// one thread. Its engine must outlive it.
class Conditioned {
 public:
  virtual ~Conditioned() = default;
  // Random numbers that the network itself draws are to come from here; called once, before
  // evaluate(). Most networks draw none.
  virtual void draw_from(const Rng& /*rng*/) {}
  // One network call: x has network_input floats, t is in [0,1], output gets network_width ones.
  virtual void evaluate(std::span<const float> x, float t, std::span<float> output) = 0;
};

// The sizes are right: policies check what samplers ask for.
struct NetworkCall {
  Conditioned* network = nullptr;  // made by the engine that is asked; several calls may share it
  std::span<const float> x;
  float t = 0;
  std::span<const float> cotangent{};  // network_width floats; read by pullback() alone
  // Gets the output, network_width floats, or the cotangent pulled back, network_input floats.
  std::span<float> result{};
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

  // The same for many plans at once; the defaults loop. `conditions` holds out.size() rows of equal
  // length. Each row, each call has a result of its own, so that one that fails leaves the others
  // alone: an answer in `out`, and in errors[i] what call i threw. All arrive empty. What these
  // functions themselves throw concerns all rows, all calls.
  virtual void condition_batch(std::span<const float> conditions,
                               std::span<Answer<std::unique_ptr<Conditioned>>> out) const;
  virtual void evaluate_batch(std::span<const NetworkCall> calls,
                              std::span<std::exception_ptr> errors) const;

  // Pulls the calls' cotangents back through the network: with y = network(x, t), result[j] is the
  // sum over i of cotangent[i] * dy[i]/dx[j]. An engine that cannot throws a UserError.
  virtual bool pulls_back() const { return false; }
  virtual void pullback(std::span<const NetworkCall> calls,
                        std::span<std::exception_ptr> errors) const;
};

}  // namespace streambed
