// The cost of plans and network calls, through the interface that an episode uses.

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <set>

#include "experiments/bench_plan.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double microseconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count();
}

// Plans on the start of an episode, again and again.
class PlanCycle {
 public:
  PlanCycle(const Task& task, const Policy& policy, std::stop_token stop)
      : task_(task),
        policy_(policy),
        stop_(std::move(stop)),
        data_(make_data(task.model())),
        memory_(policy.start()) {
    task.reset(*data_, 0, Rng{}.fork("bench"));
    Sensors sensors;
    history_.resize(static_cast<std::size_t>(policy.info().observation_horizon));
    task.observe(*data_, sensors, history_.back());
    std::fill(history_.begin(), history_.end() - 1, history_.back());
    request_.history = history_;
    request_.last_generated = request_.last_executed = task.hold(*data_);
    request_.model = &task_.model();
    request_.data = data_.get();
  }

  void run(Samples& out) {
    request_.rng = Rng{}.fork("bench").fork(cycle_++);
    const auto start = SteadyClock::now();
    const StreamPtr stream = policy_.plan(request_, memory_.get());
    const double planned = microseconds_since(start);
    auto action = stream->next(stop_);
    const double first = microseconds_since(start);
    first_calls_ = stream->network_calls();

    std::vector<double> later;
    for (int i = 1; action && i < policy_.info().execution_horizon; ++i) {
      const auto asked = SteadyClock::now();
      action = stream->next(stop_);
      later.push_back(microseconds_since(asked));
    }
    calls_ = stream->network_calls();

    double thinking = first - planned;
    for (const double time : later) thinking += time;
    const double chunk = planned + thinking;
    out["first"].push_back(first);
    out["chunk"].push_back(chunk);
    if (calls_ > 0) out["call"].push_back(thinking / calls_);
    // A chunk policy has paid for its later actions with the first one.
    std::vector<double>& actions = out["action"];
    if (streams()) {
      actions.insert(actions.end(), later.begin(), later.end());
    } else {
      actions.push_back(chunk / policy_.info().execution_horizon);
    }
  }

  bool streams() const { return calls_ > first_calls_; }
  int first_calls() const { return first_calls_; }
  int calls() const { return calls_; }

 private:
  const Task& task_;
  const Policy& policy_;
  std::stop_token stop_;
  DataPtr data_;
  std::unique_ptr<Memory> memory_;
  std::vector<Observation> history_;
  PlanRequest request_;
  std::int64_t cycle_ = 0;
  int first_calls_ = 0, calls_ = 0;
};

std::int64_t padded(std::int64_t bytes) { return (bytes + 511) / 512 * 512; }

// Memory that is laid out like weights and read at their pace.
class ReadCase {
 public:
  ReadCase(std::int64_t bytes, std::function<float(const void*, long)> read)
      : bytes_(bytes), read_(std::move(read)), memory_(static_cast<std::size_t>(bytes + 64)) {
    // Touched, and not all alike: untouched pages would all be the same one.
    for (std::size_t i = 0; i < memory_.size(); ++i) memory_[i] = static_cast<char>(i * 37);
    void* at = memory_.data();
    std::size_t space = memory_.size();
    start_ = std::align(64, static_cast<std::size_t>(bytes), at, space);
  }
  void run(Samples& out) {
    const auto start = SteadyClock::now();
    sum_ = sum_ + read_(start_, bytes_);
    out["read"].push_back(microseconds_since(start));
  }

 private:
  long bytes_;
  std::function<float(const void*, long)> read_;
  std::vector<char> memory_;
  void* start_ = nullptr;
  volatile float sum_ = 0;
};

// What the reads of one run took, by size.
struct Limits {
  std::map<std::int64_t, std::vector<double>> reads;
  Quantiles of(std::int64_t bytes) const {
    const auto found = reads.find(padded(bytes));
    return bytes > 0 && found != reads.end() ? quantiles(found->second) : Quantiles{kNaN, kNaN, 0};
  }
};

// Weights are read once per plan and once per call. The observation's part is read together with
// the first call's.
void set_limits(const Limits& limits, bool streams, InferenceRow& row) {
  const Quantiles call = limits.of(row.bytes_per_call);
  const double first = limits.of(row.bytes_per_call + row.bytes_per_plan).p50;
  row.call_limit = call.p50;
  row.first_action_limit = first + (row.first_calls - 1) * call.p50;
  row.chunk_limit = first + (row.calls - 1) * call.p50;
  row.action_limit = streams ? call.p50 : row.chunk_limit / row.actions;
  row.tail = (row.network_call.p99 / row.network_call.p50) / (call.p99 / call.p50);
}

}  // namespace

BenchSection inference_section(const BenchPlan& plan, const BenchOptions& options,
                               const BenchHooks& hooks) {
  BenchSection section;
  section.pace = options.quick ? BenchPace{0.04, 2} : BenchPace{0.7, 5};
  std::vector<std::shared_ptr<PlanCycle>> cycles;
  std::set<std::int64_t> sizes;
  for (const BenchVariant& variant : plan.inference) {
    const auto cycle = std::make_shared<PlanCycle>(*plan.task, *variant.made, options.stop);
    cycles.push_back(cycle);
    section.cases.push_back({variant.name, [cycle](Samples& out) { cycle->run(out); }});
    const PolicyInfo& info = variant.made->info();
    if (info.weight_bytes_per_call == 0 || !hooks.read) continue;
    sizes.insert(padded(info.weight_bytes_per_call));
    sizes.insert(padded(info.weight_bytes_per_call + info.weight_bytes_per_plan));
  }
  for (const std::int64_t bytes : sizes) {
    const auto read = std::make_shared<ReadCase>(bytes, hooks.read);
    section.cases.push_back(
        {"limit/read/" + std::to_string(bytes), [read](Samples& out) { read->run(out); }});
  }

  section.report = [&plan, cycles, sizes](std::span<const Samples> samples, BenchReport& report) {
    Limits limits;
    std::size_t at = cycles.size();
    for (const std::int64_t bytes : sizes) limits.reads[bytes] = samples[at++].at("read");
    for (std::size_t i = 0; i < cycles.size(); ++i) {
      const BenchVariant& variant = plan.inference[i];
      const PolicyInfo& info = variant.made->info();
      const auto of = [&](const char* series) {
        const auto found = samples[i].find(series);
        return found == samples[i].end() ? Quantiles{kNaN, kNaN, 0} : quantiles(found->second);
      };
      InferenceRow row;
      row.policy = variant.policy;
      row.engine = variant.engine;
      row.engine_name = info.engine;
      row.actions = info.execution_horizon;
      row.first_calls = cycles[i]->first_calls();
      row.calls = cycles[i]->calls();
      row.bytes_per_call = info.weight_bytes_per_call;
      row.bytes_per_plan = info.weight_bytes_per_plan;
      row.first_action = of("first");
      row.action = of("action");
      row.chunk = of("chunk");
      row.network_call = of("call");
      set_limits(limits, cycles[i]->streams(), row);
      report.inference.push_back(std::move(row));
    }
  };
  return section;
}

}  // namespace streambed
