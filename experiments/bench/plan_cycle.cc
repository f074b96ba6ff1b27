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
  // A chunk policy has paid for its later actions with the first one.
  append("action", shape.streams() ? later : std::vector{chunk / shape.actions});
}

PlanCycle::PlanCycle(const Task& task, const Policy& policy, std::stop_token stop,
                     const Equipment& equipment)
    : task_(task),
      policy_(policy),
      stop_(std::move(stop)),
      data_(make_data(task.model())),
      memory_(policy.start()) {
  const PolicyInfo& info = policy.info();
  shape_.bytes_per_plan = info.weight_bytes_per_plan;
  shape_.bytes_per_call = info.weight_bytes_per_call;
  shape_.actions = info.execution_horizon;
  task.reset(*data_, 0, Rng{}.fork("bench"));
  NoSensors none;
  const auto sensors = equipment.sensors_for(task);
  history_.resize(static_cast<std::size_t>(policy.info().observation_horizon));
  task.observe(*data_, sensors ? *sensors : none, history_.back());
  std::fill(history_.begin(), history_.end() - 1, history_.back());
  request_.history = history_;
  request_.last_generated = request_.last_executed = task.hold(*data_);
  lend_simulator(info, task_.model(), *data_, request_);
}

void PlanCycle::run(Samples& out) {
  request_.rng = Rng{}.fork("bench").fork(cycle_++);
  const auto start = SteadyClock::now();
  const StreamPtr stream = policy_.plan(request_, memory_.get());
  const double planned = microseconds_since(start);
  auto action = stream->next(stop_);
  PlanTimes times;
  times.first = microseconds_since(start);
  shape_.first_calls = shape_.calls = stream->network_calls();
  if (shape_.calls > 0) times.calls.push_back((times.first - planned) / shape_.calls);

  for (int i = 1; action && i < shape_.actions; ++i) {
    const auto asked = SteadyClock::now();
    action = stream->next(stop_);
    times.later.push_back(microseconds_since(asked));
    const int calls = stream->network_calls() - shape_.calls;
    if (calls > 0) times.calls.push_back(times.later.back() / calls);
    shape_.calls += calls;
  }
  times.add_to(out, shape_);
}

}  // namespace streambed
