#pragma once
// A policy whose i-th action of plan p is the number 100 p + i: what was executed when can be read
// off.

#include <stdexcept>

#include "sim/policy.h"

namespace streambed {

constexpr TimeNs kMs = 1'000'000;

class CountingPolicy : public Policy {
 public:
  CountingPolicy(int execution_horizon, int prediction_horizon, int observation_horizon = 1) {
    info_.name = info_.label = "counting";
    info_.execution_horizon = execution_horizon;
    info_.prediction_horizon = prediction_horizon;
    info_.observation_horizon = observation_horizon;
  }
  const PolicyInfo& info() const override { return info_; }

  struct PlanCount final : Memory {
    int plans = 0;
    std::vector<std::int64_t> ticks;
    std::vector<double> last_executed;
    std::vector<std::vector<double>> histories;
    std::vector<std::uint64_t> streams;
  };
  std::unique_ptr<Memory> start() const override { return std::make_unique<PlanCount>(); }

  StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
    auto& count = static_cast<PlanCount&>(*memory);
    count.ticks.push_back(request.tick);
    count.last_executed.push_back(request.last_executed[0]);
    count.streams.push_back(request.rng.key());
    count.histories.emplace_back();
    for (const Observation& observation : request.history) {
      count.histories.back().push_back(observation.state[0]);
    }
    return std::make_unique<Stream>(100 * count.plans++, info_.prediction_horizon);
  }

 private:
  class Stream final : public ActionStream {
   public:
    Stream(int first, int length) : next_(first), end_(first + length) {}
    std::optional<Action> next(const Now&, std::stop_token stop) override {
      if (next_ == end_ || stop.stop_requested()) return std::nullopt;
      return Action::Constant(1, next_++);
    }

   private:
    int next_, end_;
  };

  PolicyInfo info_;
};

}  // namespace streambed
