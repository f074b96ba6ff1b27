#pragma once
// A policy for tests of batches: what it does depends on its memory and on random draws, so that a
// call too many shows in every later action. It writes down every call, and some episodes fail.

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "sim/policy.h"

namespace streambed::testing {

class Saboteur : public Policy {
 public:
  // An action that a stream was asked for, index 0 on; index -1: a plan.
  using Call = std::tuple<std::int64_t /*context*/, std::int64_t /*tick*/, int /*index*/>;

  // `before` is called before anything else happens; what it throws is the fault.
  explicit Saboteur(std::function<void(const Call&)> before = [](const Call&) {})
      : before_(std::move(before)) {
    info_.name = info_.label = "saboteur";
    info_.execution_horizon = 3;
    info_.prediction_horizon = 4;
  }
  const PolicyInfo& info() const override { return info_; }
  // All calls so far, in order.
  const std::vector<Call>& calls() const { return calls_; }

  std::unique_ptr<Memory> start() const override { return std::make_unique<Sum>(); }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
    auto& sum = static_cast<Sum&>(*memory);
    sum.value += 0.01;
    enter({request.context, request.tick, -1});
    return std::make_unique<Stream>(*this, request, sum);
  }

 private:
  struct Sum final : Memory {
    double value = 0;
  };
  class Stream final : public ActionStream {
   public:
    Stream(const Saboteur& policy, const PlanRequest& request, Sum& sum)
        : policy_(policy), context_(request.context), tick_(request.tick), rng_(request.rng),
          sum_(sum) {}
    std::optional<Action> next(const Now&, std::stop_token stop) override {
      // The memory has changed already when a call fails.
      sum_.value = 0.9 * sum_.value + 0.1 * rng_.normal();
      policy_.enter({context_, tick_, index_});
      if (stop.stop_requested() || index_ == policy_.info_.prediction_horizon) return std::nullopt;
      ++index_;
      return Action::Constant(1, sum_.value);
    }
    int network_calls() const override { return index_; }

   private:
    const Saboteur& policy_;
    std::int64_t context_, tick_;
    int index_ = 0;
    Rng rng_;
    Sum& sum_;
  };

  void enter(const Call& call) const {
    calls_.push_back(call);
    before_(call);
  }

  std::function<void(const Call&)> before_;
  mutable std::vector<Call> calls_;  // tests call from one thread
  PolicyInfo info_;
};

}  // namespace streambed::testing
