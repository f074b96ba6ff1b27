#pragma once
// Calls of samplers, of one plan or of many, that go to their engines together. Needs no LibTorch.

#include <array>
#include <exception>
#include <memory>
#include <span>
#include <vector>

#include "policies/engine/engine.h"
#include "policies/learned/method.h"

namespace streambed {

// A policy has one network or two: Sampler::Call::network counts them.
constexpr std::size_t kMaxNetworks = 2;
using Engines = std::array<std::unique_ptr<const Engine>, kMaxNetworks>;
// Both for the observation of one plan; null where there is no engine.
using Networks = std::array<std::unique_ptr<Conditioned>, kMaxNetworks>;

// The calls that the sampler of one plan wants, checked, and the room for their results. Allocates
// nothing while a sampler makes one call at a time.
class SamplerCalls {
 public:
  // `input` and `output` are network_input and network_width.
  SamplerCalls(Networks networks, int input, int output);

  // Throws std::invalid_argument for a call of a wrong size, or of a network that is not there.
  void set(std::span<const Sampler::Call> calls);
  std::span<const Sampler::Call> calls() const { return calls_; }
  // Call i as engines want it.
  NetworkCall at(std::size_t i);
  // Of all calls, once they have been made.
  Sampler::Results results() const {
    return calls_.size() == 1 ? Sampler::Results(&only_, 1) : Sampler::Results(results_);
  }

 private:
  void check(const Sampler::Call& call) const;
  // Where the result of call i goes.
  std::span<float> room(std::size_t i);

  Networks networks_;
  std::size_t input_, output_;
  std::span<const Sampler::Call> calls_;
  std::vector<float> floats_;  // of call after call, the wider of input and output for each
  std::span<const float> only_;                  // of a single call
  std::vector<std::span<const float>> results_;  // of several
};

// Sorts calls by what answers them: an engine that evaluates or pulls back gets all of its calls at
// once.
class CallBatch {
 public:
  void clear();
  // Adds all of them; what fails concerns their owner.
  void add(SamplerCalls& calls, std::size_t owner);
  // Makes the calls. errors[owner], which arrives empty, gets what one of the owner's calls threw.
  void make(const Engines& engines, std::span<std::exception_ptr> errors);

 private:
  struct Group {
    std::vector<NetworkCall> calls;
    std::vector<std::size_t> owners;
  };
  struct OfEngine {
    Group evaluated, pulled_back;
  };
  std::array<OfEngine, kMaxNetworks> groups_;
  std::vector<std::exception_ptr> errors_;
};

}  // namespace streambed
