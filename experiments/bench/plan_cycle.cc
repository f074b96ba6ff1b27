#include "experiments/bench/plan_cycle.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

}  // namespace

double microseconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count();
}

void PlanTimes::add_to(Samples& out, const PlanShape& shape) const {
  const auto append = [&](const char* series, const std::vector<double>& values) {
    out[series].insert(out[series].end(), values.begin(), values.end());
  };
  const double chunk = std::accumulate(later.begin(), later.end(), first);
  append("first", {first});
  append("later", later);
  append("chunk", {chunk});
  append("call", calls);
  if (correction) append("correct", {*correction});
  // A chunk policy has paid for its later actions with the first one.
  append("action", shape.streams() ? later : std::vector{chunk / shape.actions});
}

PlanCycle::PlanCycle(const Task& task, const Policy& policy, std::stop_token stop,
                     const Equipment& equipment)
    : policy_(policy),
      stop_(std::move(stop)),
      sensors_(equipment.sensors_for(task)),
      episode_(task, policy, {}, nullptr, stop_, {.sensors = sensors_.get()}),
      memory_(policy.start()) {
  const PolicyInfo& info = policy.info();
  shape_.bytes_per_plan = info.weight_bytes_per_plan;
  shape_.bytes_per_call = info.weight_bytes_per_call;
  shape_.actions = info.execution_horizon;
  episode_.look();
}

void PlanCycle::run(Samples& out) {
  PlanRequest request = episode_.request();
  request.rng = Rng{}.fork("bench").fork(cycle_++);
  const Now now{&request.history.back(), request.tick, request.time_ns};
  const auto start = SteadyClock::now();
  const StreamPtr stream = policy_.plan(request, memory_.get());
  const double planned = microseconds_since(start);
  auto action = stream->next(now, stop_);
  PlanTimes times;
  times.first = microseconds_since(start);
  shape_.first_calls = shape_.calls = stream->network_calls();
  if (shape_.calls > 0) times.calls.push_back((times.first - planned) / shape_.calls);
  if (policy_.info().corrects && action) {
    const auto asked = SteadyClock::now();
    policy_.correct(now, *action, 0, memory_.get());
    times.correction = microseconds_since(asked);
  }

  for (int i = 1; action && i < shape_.actions; ++i) {
    const auto asked = SteadyClock::now();
    action = stream->next(now, stop_);
    times.later.push_back(microseconds_since(asked));
    const int calls = stream->network_calls() - shape_.calls;
    if (calls > 0) times.calls.push_back(times.later.back() / calls);
    shape_.calls += calls;
  }
  times.add_to(out, shape_);
}

}  // namespace streambed
